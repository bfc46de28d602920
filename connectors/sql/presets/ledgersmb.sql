-- LedgerSMB 1.7 to 1.13. Debits are negative in acc_trans; amounts in the
-- currency of the document are those named _tc.

-- name: items
WITH lines AS (
    SELECT ac.trans_id, round(-sum(ac.amount_tc), 2) AS open
      FROM acc_trans ac
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR'
     WHERE ac.approved
     GROUP BY ac.trans_id
), money AS (
    -- Received and not matched with an invoice, less what was matched since (type 0).
    SELECT pl.payment_id,
           round(-sum(CASE WHEN pl.type = 2 THEN ac.amount_tc ELSE 0 END), 2) AS amount,
           round(-sum(ac.amount_tc), 2) AS open
      FROM payment_links pl
      JOIN acc_trans ac ON ac.entry_id = pl.entry_id AND ac.approved
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR_overpayment'
     WHERE pl.type IN (0, 2)
     GROUP BY pl.payment_id
)
SELECT ar.id::text AS item_id,
       ar.entity_credit_account AS customer_id,
       ar.invnumber AS invoice_no,
       CASE WHEN ar.amount_tc < 0 AND lines.open > 0 THEN 'other' WHEN ar.amount_tc < 0 THEN 'credit' ELSE 'invoice' END AS kind,
       ar.transdate AS invoice_date,
       COALESCE(ar.duedate, ar.transdate) AS due_date,
       ar.curr AS currency,
       round(ar.amount_tc, 2) AS amount,
       lines.open AS open_amount,
       NULLIF(concat_ws(' ', ar.ponumber, ar.ordnumber), '') AS order_ref,
       ar.description AS description,
       CASE WHEN ar.on_hold THEN 'yes' END AS x_on_hold
  FROM ar
  JOIN lines ON lines.trans_id = ar.id
 WHERE ar.approved AND NOT COALESCE(ar.force_closed, false) AND lines.open <> 0
UNION ALL
SELECT 'payment-' || p.id, p.entity_credit_id, p.reference,
       CASE WHEN money.open > 0 OR money.amount > 0 THEN 'other' ELSE 'payment' END,
       p.payment_date, NULL, p.currency, money.amount, money.open, NULL, p.notes, NULL
  FROM payment p
  JOIN money ON money.payment_id = p.id
 WHERE p.payment_class = 2 AND money.open <> 0

-- name: payments
WITH paid AS (
    SELECT pl.payment_id, ac.trans_id, round(sum(ac.amount_tc), 2) AS applied
      FROM payment_links pl
      JOIN acc_trans ac ON ac.entry_id = pl.entry_id AND ac.approved
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR'
     WHERE pl.type = 1
     GROUP BY pl.payment_id, ac.trans_id
), cash AS (
    SELECT pl.payment_id, round(-sum(ac.amount_tc), 2) AS received
      FROM payment_links pl
      JOIN acc_trans ac ON ac.entry_id = pl.entry_id AND ac.approved
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR_paid'
     WHERE pl.type > 0
     GROUP BY pl.payment_id
), money AS (
    SELECT pl.payment_id, round(sum(ac.amount_tc), 2) AS left_over
      FROM payment_links pl
      JOIN acc_trans ac ON ac.entry_id = pl.entry_id AND ac.approved
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR_overpayment'
     WHERE pl.type IN (0, 2)
     GROUP BY pl.payment_id
)
SELECT p.id AS payment_id,
       p.entity_credit_id AS customer_id,
       p.payment_date AS payment_date,
       p.currency AS currency,
       cash.received AS amount,
       COALESCE(money.left_over, 0) AS unapplied,
       p.reference AS reference,
       p.notes AS description,
       paid.trans_id::text AS item_id,
       paid.applied AS applied_amount
  FROM payment p
  JOIN cash ON cash.payment_id = p.id
  LEFT JOIN paid ON paid.payment_id = p.id
  LEFT JOIN money ON money.payment_id = p.id
 WHERE p.payment_class = 2
 ORDER BY p.id, paid.trans_id

-- name: totals
SELECT ac.curr AS currency, round(-sum(ac.amount_tc), 2) AS open_amount
  FROM acc_trans ac
 WHERE ac.approved
   AND EXISTS (SELECT 1 FROM account_link l WHERE l.account_id = ac.chart_id AND l.description IN ('AR', 'AR_overpayment'))
   AND NOT EXISTS (SELECT 1 FROM ar WHERE ar.id = ac.trans_id AND (ar.force_closed OR NOT ar.approved))
 GROUP BY ac.curr

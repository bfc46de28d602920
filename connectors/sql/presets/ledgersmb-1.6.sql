-- LedgerSMB 1.6 and older ones with the same tables, as Debian 12 has it.
-- Amounts are kept in the company's own currency: what an invoice in another
-- one comes to is not told for certain, and such an invoice is left out.

-- name: items
WITH own AS (
    SELECT split_part(value, ':', 1) AS curr FROM defaults WHERE setting_key = 'curr'
), lines AS (
    SELECT ac.trans_id, round(-sum(ac.amount), 2) AS open
      FROM acc_trans ac
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR'
     WHERE ac.approved
     GROUP BY ac.trans_id
), money AS (
    SELECT pl.payment_id,
           round(-sum(CASE WHEN pl.type = 2 THEN ac.amount ELSE 0 END), 2) AS amount,
           round(-sum(ac.amount), 2) AS open
      FROM payment_links pl
      JOIN acc_trans ac ON ac.entry_id = pl.entry_id AND ac.approved
      JOIN account_link l ON l.account_id = ac.chart_id AND l.description = 'AR_overpayment'
     WHERE pl.type IN (0, 2)
     GROUP BY pl.payment_id
)
SELECT ar.id::text AS item_id,
       ar.entity_credit_account AS customer_id,
       ar.invnumber AS invoice_no,
       CASE WHEN ar.amount < 0 AND lines.open > 0 THEN 'other' WHEN ar.amount < 0 THEN 'credit' ELSE 'invoice' END AS kind,
       ar.transdate AS invoice_date,
       COALESCE(ar.duedate, ar.transdate) AS due_date,
       ar.curr AS currency,
       CASE WHEN ar.curr = own.curr THEN round(ar.amount, 2) END AS amount,
       CASE WHEN ar.curr = own.curr THEN lines.open END AS open_amount,
       NULLIF(concat_ws(' ', ar.ponumber, ar.ordnumber), '') AS order_ref,
       ar.description AS description,
       CASE WHEN ar.on_hold THEN 'yes' END AS x_on_hold,
       CASE WHEN ar.curr <> own.curr THEN 'it is in ' || ar.curr || ', and these books do not tell for certain what is open of it' END AS left_out
  FROM ar
 CROSS JOIN own
  JOIN lines ON lines.trans_id = ar.id
 WHERE ar.approved AND NOT COALESCE(ar.force_closed, false) AND lines.open <> 0
UNION ALL
SELECT 'payment-' || p.id, p.entity_credit_id, p.reference,
       CASE WHEN money.open > 0 OR money.amount > 0 THEN 'other' ELSE 'payment' END,
       p.payment_date, NULL, COALESCE(p.currency, own.curr),
       CASE WHEN COALESCE(p.currency, own.curr) = own.curr THEN money.amount END,
       CASE WHEN COALESCE(p.currency, own.curr) = own.curr THEN money.open END, NULL, p.notes, NULL,
       CASE WHEN p.currency <> own.curr THEN 'it is in ' || p.currency || ', and these books do not tell for certain what is open of it' END
  FROM payment p
 CROSS JOIN own
  JOIN money ON money.payment_id = p.id
 WHERE p.payment_class = 2 AND money.open <> 0

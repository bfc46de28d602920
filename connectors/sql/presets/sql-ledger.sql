-- SQL-Ledger 3.0 to 3.2. Its amounts are floating point numbers in the
-- company's own currency: they are rounded to the currency's decimals here.

-- name: customers
SELECT c.id AS customer_id,
       c.customernumber AS customer_no,
       c.name AS name,
       CASE kind.typeofcontact WHEN 'company' THEN 'business' WHEN 'person' THEN 'consumer' END AS kind,
       ad.country AS country,
       replace(c.language_code, '_', '-') AS language,
       c.curr AS currency,
       c.email AS email,
       c.phone AS phone,
       -- Some versions keep the street apart; the others have no such columns.
       COALESCE(NULLIF(ad.address1, ''), concat_ws(' ', to_jsonb(ad) ->> 'streetname', to_jsonb(ad) ->> 'buildingnumber')) AS address1,
       ad.address2 AS address2,
       ad.zipcode AS postal_code,
       ad.city AS city,
       ad.state AS region,
       CASE WHEN kind.typeofcontact = 'company' THEN c.taxnumber END AS org_no,
       b.description AS customer_group,
       e.name AS owner,
       round(c.creditlimit::numeric, 2) AS credit_limit,
       c.enddate IS NOT NULL AND c.enddate < CURRENT_DATE AS inactive,
       c.notes AS note,
       NULLIF(concat_ws(' ', NULLIF(ct.firstname, ''), NULLIF(ct.lastname, '')), '') AS contact_name,
       ct.occupation AS contact_role,
       ct.email AS contact_email,
       ct.phone AS contact_phone
  FROM customer c
  LEFT JOIN business b ON b.id = c.business_id
  LEFT JOIN employee e ON e.id = c.employee_id
  LEFT JOIN LATERAL (SELECT * FROM address ad WHERE ad.trans_id = c.id ORDER BY ad.id LIMIT 1) ad ON true
  LEFT JOIN LATERAL (SELECT k.typeofcontact FROM contact k WHERE k.trans_id = c.id ORDER BY k.id LIMIT 1) kind ON true
  LEFT JOIN contact ct ON ct.trans_id = c.id AND ct.typeofcontact = 'company'
 ORDER BY c.id, ct.id

-- name: items
WITH own AS (
    SELECT curr, COALESCE(prec, 2) AS prec FROM curr ORDER BY rn LIMIT 1
), paid AS (
    -- What came in, in the currency of the invoice.
    SELECT ac.trans_id, -sum(ac.amount)::numeric AS amount, count(*) AS times
      FROM acc_trans ac
      JOIN chart ch ON ch.id = ac.chart_id
     WHERE ac.approved AND NOT ac.fx_transaction AND (ch.link LIKE '%AR_paid%' OR ch.link LIKE '%AR_discount%')
     GROUP BY ac.trans_id
), bill AS (
    SELECT a.id, a.curr = own.curr AS is_own, COALESCE(cu.prec, 2)::int AS prec, a.amount::numeric AS amount, COALESCE(a.paid, 0)::numeric AS settled,
           COALESCE(NULLIF(a.exchangerate, 0), 1)::numeric AS rate, COALESCE(paid.amount, 0) AS came, COALESCE(paid.times, 0) AS times, own.prec AS own_prec
      FROM ar a
     CROSS JOIN own
      LEFT JOIN curr cu ON cu.curr = a.curr
      LEFT JOIN paid ON paid.trans_id = a.id
     WHERE a.approved AND round((a.amount - COALESCE(a.paid, 0))::numeric, own.prec::int) <> 0
), exact AS (
    -- An amount in another currency can be told from that in the own one while the rate does not make it coarser,
    -- and when what came in agrees with it. Else it is left empty, and the invoice is left out and told.
    SELECT bill.*,
           is_own OR rate * power(10::numeric, -prec) >= power(10::numeric, -own_prec) AND abs(came * rate - settled) <= 0.01 * (times + 1) AS certain
      FROM bill
)
SELECT a.id AS item_id,
       a.customer_id AS customer_id,
       a.invnumber AS invoice_no,
       CASE WHEN a.amount < 0 AND a.amount < COALESCE(a.paid, 0) THEN 'credit' WHEN a.amount < 0 THEN 'other' ELSE 'invoice' END AS kind,
       a.transdate AS invoice_date,
       COALESCE(a.duedate, a.transdate) AS due_date,
       a.curr AS currency,
       CASE WHEN x.is_own THEN round(x.amount, x.prec) WHEN x.certain THEN round(x.amount / x.rate, x.prec) END AS amount,
       CASE WHEN x.is_own THEN round(x.amount - x.settled, x.prec) WHEN x.certain THEN round(x.amount / x.rate, x.prec) - round(x.came, x.prec) END AS open_amount,
       a.dcn AS reference,
       NULLIF(concat_ws(' ', NULLIF(a.ponumber, ''), NULLIF(a.ordnumber, '')), '') AS order_ref,
       a.description AS description,
       CASE WHEN a.onhold THEN 'yes' END AS x_on_hold,
       CASE WHEN NOT x.certain THEN 'it is in ' || a.curr || ', and the books do not tell for certain what is open of it' END AS left_out
  FROM exact x
  JOIN ar a ON a.id = x.id
 ORDER BY a.id

-- name: payments
SELECT a.id || '-' || COALESCE(ac.id::text, ac.transdate::text) AS payment_id,
       a.customer_id AS customer_id,
       min(ac.transdate) AS payment_date,
       a.curr AS currency,
       round(-sum(ac.amount)::numeric, COALESCE(cu.prec, 2)::int) AS amount,
       max(ac.source) AS reference,
       max(ac.memo) AS description,
       a.id AS item_id,
       round(-sum(ac.amount)::numeric, COALESCE(cu.prec, 2)::int) AS applied_amount
  FROM acc_trans ac
  JOIN chart ch ON ch.id = ac.chart_id
  JOIN ar a ON a.id = ac.trans_id
  LEFT JOIN curr cu ON cu.curr = a.curr
 WHERE ac.approved AND a.approved AND NOT ac.fx_transaction AND ch.link LIKE '%AR_paid%'
 GROUP BY a.id, a.customer_id, a.curr, cu.prec, COALESCE(ac.id::text, ac.transdate::text)
 ORDER BY 1

-- name: totals
SELECT own.curr AS currency, round(-sum(ac.amount)::numeric, COALESCE(own.prec, 2)::int) AS open_amount
  FROM (SELECT curr, prec FROM curr ORDER BY rn LIMIT 1) own
 CROSS JOIN acc_trans ac
  JOIN chart ch ON ch.id = ac.chart_id
 WHERE ac.approved AND ch.link = 'AR'
   AND NOT EXISTS (SELECT 1 FROM ar WHERE ar.curr <> own.curr AND ar.approved)
 GROUP BY own.curr, own.prec

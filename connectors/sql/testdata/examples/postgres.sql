-- Queries for PostgreSQL. MySQL and MariaDB take the same.

-- name: customers
SELECT c.id AS customer_id, c.number AS customer_no, c.name, 'business' AS kind, c.country, c.email,
       c.street AS address1, c.zip AS postal_code, c.city,
       p.name AS contact_name, p.email AS contact_email   -- one row for each contact
  FROM customer c
  LEFT JOIN contact p ON p.customer_id = c.id
 ORDER BY c.id, p.id;

-- name: items
SELECT i.id AS item_id, i.customer_id, i.number AS invoice_no, i.invoice_date, i.due_date,
       i.currency, i.total AS amount, i.total - i.paid AS open_amount, i.kid AS reference
  FROM invoice i
 WHERE i.total <> i.paid
 ORDER BY i.id;

-- name: payments
SELECT r.id AS payment_id, r.customer_id, r.day AS payment_date, r.currency, r.amount, r.words AS description,
       l.invoice_id AS item_id, l.amount AS applied_amount   -- one row for each invoice that it paid
  FROM receipt r
  LEFT JOIN receipt_line l ON l.receipt_id = r.id
 ORDER BY r.id;

-- name: totals
SELECT currency, SUM(total - paid) AS open_amount FROM invoice GROUP BY currency;

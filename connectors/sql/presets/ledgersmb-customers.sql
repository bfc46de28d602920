-- LedgerSMB, all versions.

-- name: customers
SELECT eca.id AS customer_id,
       eca.meta_number AS customer_no,
       e.name AS name,
       CASE WHEN c.id IS NOT NULL THEN 'business' WHEN p.id IS NOT NULL THEN 'consumer' END AS kind,
       COALESCE(place.country, home.short_name) AS country,
       replace(eca.language_code, '_', '-') AS language,
       eca.curr AS currency,
       mail.contact AS email,
       phone.contact AS phone,
       place.line_one AS address1,
       place.line_two AS address2,
       place.line_three AS address3,
       place.mail_code AS postal_code,
       place.city AS city,
       place.state AS region,
       COALESCE(NULLIF(c.sales_tax_id, ''), c.tax_id) AS org_no,
       b.description AS customer_group,
       round(eca.creditlimit, 2) AS credit_limit,
       eca.enddate IS NOT NULL AND eca.enddate < CURRENT_DATE AS inactive
  FROM entity_credit_account eca
  JOIN entity e ON e.id = eca.entity_id
  LEFT JOIN country home ON home.id = e.country_id
  LEFT JOIN business b ON b.id = eca.business_id
  LEFT JOIN LATERAL (SELECT c.id, c.tax_id, c.sales_tax_id FROM company c WHERE c.entity_id = e.id ORDER BY c.id LIMIT 1) c ON true
  LEFT JOIN LATERAL (SELECT p.id FROM person p WHERE p.entity_id = e.id ORDER BY p.id LIMIT 1) p ON true
  -- The address for bills of the account, else of the company.
  LEFT JOIN LATERAL (
        SELECT l.line_one, l.line_two, l.line_three, l.mail_code, l.city, l.state, n.short_name AS country
          FROM (SELECT location_id, location_class, 0 AS far FROM eca_to_location WHERE credit_id = eca.id
                UNION ALL
                SELECT location_id, location_class, 1 FROM entity_to_location WHERE entity_id = e.id) o
          JOIN location l ON l.id = o.location_id
          LEFT JOIN country n ON n.id = l.country_id
         ORDER BY o.location_class <> 1, o.far, o.location_class, l.id LIMIT 1) place ON true
  -- Class 15 is the mail for bills, 12 the mail, 1 to 3 are telephones.
  LEFT JOIN LATERAL (
        SELECT m.contact
          FROM (SELECT contact, contact_class_id, 0 AS far FROM eca_to_contact WHERE credit_id = eca.id
                UNION ALL
                SELECT contact, contact_class_id, 1 FROM entity_to_contact WHERE entity_id = e.id) m
         WHERE m.contact_class_id IN (12, 15)
         ORDER BY m.contact_class_id DESC, m.far, m.contact LIMIT 1) mail ON true
  LEFT JOIN LATERAL (
        SELECT m.contact
          FROM (SELECT contact, contact_class_id, 0 AS far FROM eca_to_contact WHERE credit_id = eca.id
                UNION ALL
                SELECT contact, contact_class_id, 1 FROM entity_to_contact WHERE entity_id = e.id) m
         WHERE m.contact_class_id IN (1, 2, 3)
         ORDER BY m.contact_class_id, m.far, m.contact LIMIT 1) phone ON true
 WHERE eca.entity_class = 2
 ORDER BY eca.id

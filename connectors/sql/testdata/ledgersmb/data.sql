-- A small company in euro. These rows fit the whole schema too, with foreign keys off.
INSERT INTO country (id, short_name, name) VALUES (9001, 'DE', 'Deutschland x'), (9002, 'FR', 'France x'), (9003, 'NO', 'Norge x'), (9004, 'US', 'America x'),
    (9005, 'GB', 'Britain x');
INSERT INTO business (id, description) VALUES (9001, 'wholesale');
INSERT INTO account (id, accno, description, category, heading) VALUES (9100, '91200', 'Receivables', 'A', 1), (9101, '91920', 'Bank', 'A', 1), (9102, '92900', 'Prepaid', 'L', 1),
    (9103, '98060', 'Exchange', 'I', 1);
INSERT INTO account_link (account_id, description) VALUES (9100, 'AR'), (9101, 'AR_paid'), (9101, 'AP_paid'), (9102, 'AR_overpayment');

INSERT INTO entity (id, name, entity_class, control_code, country_id) VALUES
    (9001, 'Müller Maschinenbau GmbH', 2, 'X-1', 9001), (9002, 'Boulangerie Dupont SARL', 2, 'X-2', 9002), (9003, 'Kari Nordmann', 2, 'X-3', 9003),
    (9004, 'US Imports Inc', 2, 'X-4', 9004), (9005, 'Bygone Ltd', 2, 'X-5', 9005), (9006, 'Paper Mill AS', 1, 'X-6', 9003);
INSERT INTO company (id, entity_id, legal_name, tax_id, sales_tax_id) VALUES
    (9001, 9001, 'Müller Maschinenbau GmbH', 'HRB 1', 'DE129273398'), (9002, 9002, 'Boulangerie Dupont SARL', 'FR 552', ''),
    (9004, 9004, 'US Imports Inc', NULL, NULL), (9005, 9005, 'Bygone Ltd', NULL, NULL), (9006, 9006, 'Paper Mill AS', NULL, NULL);
INSERT INTO person (id, entity_id, first_name, last_name) VALUES (9003, 9003, 'Kari', 'Nordmann');
INSERT INTO entity_credit_account (id, entity_id, entity_class, meta_number, business_id, language_code, curr, creditlimit, enddate, ar_ap_account_id) VALUES
    (9001, 9001, 2, 'C001', 9001, 'de', 'EUR', 5000, NULL, 9100), (9002, 9002, 2, 'C002', NULL, 'fr_CA', 'EUR', 0, NULL, 9100),
    (9003, 9003, 2, 'C003', NULL, 'nb', 'EUR', 0, NULL, 9100), (9004, 9004, 2, 'C004', NULL, 'en', 'USD', 0, NULL, 9100),
    (9005, 9005, 2, 'C005', NULL, 'en', 'EUR', 0, '2025-12-31', 9100), (9006, 9006, 1, 'V001', NULL, 'nb', 'EUR', 0, NULL, 9100);
INSERT INTO location (id, line_one, line_two, line_three, city, state, country_id, mail_code) VALUES
    (9001, 'Hauptstr. 1', 'Hof 2', NULL, 'Köln', 'NRW', 9001, '50667'), (9002, '12 rue du Four', NULL, NULL, 'Lyon', NULL, 9002, '69001'),
    (9003, 'Lager 7', NULL, NULL, 'Bonn', NULL, 9001, '53111'), (9004, '1 Main St', 'Suite 9', NULL, 'Boston', 'MA', 9004, '02108');
INSERT INTO eca_to_location (location_id, location_class, credit_id) VALUES (9003, 3, 9001), (9001, 1, 9001), (9004, 1, 9004);
INSERT INTO entity_to_location (location_id, location_class, entity_id) VALUES (9002, 1, 9002), (9003, 1, 9001);
INSERT INTO eca_to_contact (credit_id, contact_class_id, contact) VALUES
    (9001, 12, 'info@mueller.example'), (9001, 15, 'rechnung@mueller.example'), (9001, 1, '+49 221 1'), (9004, 12, 'ap@usimports.example');
INSERT INTO entity_to_contact (entity_id, contact_class_id, contact) VALUES (9002, 12, 'compta@dupont.example'), (9003, 3, '+47 900 00 000');

-- The documents: in the own currency, and in their own.
CREATE TEMPORARY TABLE bills (id int, customer int, number text, day date, due date, bc numeric, tc numeric, curr text, po text, approved boolean, closed boolean, hold boolean);
INSERT INTO bills VALUES
    (9501, 9001, 'INV-1', '2026-07-01', '2026-07-31', 1190.00, 1190.00, 'EUR', 'PO 77', true, NULL, false),
    (9502, 9001, 'INV-2', '2026-09-01', '2026-10-01', 595.00, 595.00, 'EUR', NULL, true, NULL, true),
    (9503, 9001, 'CN-3', '2026-09-15', '2026-09-15', -119.00, -119.00, 'EUR', NULL, true, false, false),
    (9504, 9002, 'INV-4', '2026-10-10', '2026-11-09', 2400.50, 2400.50, 'EUR', NULL, true, NULL, false),
    (9505, 9002, 'INV-5', '2026-10-10', '2026-11-09', 80.00, 80.00, 'EUR', NULL, true, NULL, false),
    (9506, 9003, 'INV-6', '2026-08-01', '2026-08-15', 100.00, 100.00, 'EUR', NULL, true, NULL, false),
    (9507, 9003, 'INV-7', '2026-10-01', '2026-10-15', 60.00, 60.00, 'EUR', NULL, true, NULL, false),
    (9508, 9004, 'INV-8', '2026-10-01', '2026-10-31', 1150.00, 1250.00, 'USD', NULL, true, NULL, false),
    (9509, 9004, 'INV-9', '2026-10-01', '2026-10-31', 500.00, 500.00, 'EUR', NULL, false, NULL, false),
    (9510, 9005, 'INV-10', '2025-01-01', '2025-01-31', 33.00, 33.00, 'EUR', NULL, true, true, false),
    (9511, 9005, 'INV-11', '2025-11-01', NULL, 9.99, 9.99, 'EUR', NULL, true, NULL, false),
    (9512, 9002, 'INV-12', '2026-10-20', '2026-11-19', 300.00, 300.00, 'EUR', NULL, true, NULL, false);

-- What came in. Kind 1 pays a document, 2 is money on account, 0 uses it, NULL is in no payment.
INSERT INTO payment (id, reference, payment_class, payment_date, entity_credit_id, currency, notes) VALUES
    (9701, 'R-1', 2, '2026-10-05', 9001, 'EUR', NULL), (9702, 'R-2', 2, '2026-11-10', 9002, 'EUR', 'first part'), (9703, 'R-3', 2, '2026-11-12', 9002, 'EUR', NULL),
    (9704, 'R-4', 2, '2026-08-20', 9003, 'EUR', NULL), (9705, 'R-5', 2, '2026-09-20', 9003, 'EUR', 'on account'), (9706, 'R-6', 2, '2026-10-15', 9003, 'EUR', NULL),
    (9707, 'R-7', 2, '2026-11-01', 9004, 'USD', NULL), (9708, 'A-1', 1, '2026-11-01', 9006, 'EUR', NULL);

CREATE TEMPORARY TABLE lines (id int, trans int, account int, bc numeric, tc numeric, curr text, day date, approved boolean, payment int, kind int);
INSERT INTO lines SELECT id + 300, id, 9100, -bc, -tc, curr, day, approved, NULL, NULL FROM bills;
INSERT INTO lines VALUES
    (9901, 9502, 9100, 200.00, 200.00, 'EUR', '2026-10-05', true, 9701, 1), (9902, 9502, 9101, -200.00, -200.00, 'EUR', '2026-10-05', true, 9701, 1),
    (9903, 9504, 9100, 1000.10, 1000.10, 'EUR', '2026-11-10', true, 9702, 1), (9904, 9504, 9101, -1000.10, -1000.10, 'EUR', '2026-11-10', true, 9702, 1),
    (9905, 9504, 9100, 400.40, 400.40, 'EUR', '2026-11-12', true, 9703, 1), (9906, 9504, 9101, -400.40, -400.40, 'EUR', '2026-11-12', true, 9703, 1),
    (9907, 9505, 9100, 80.00, 80.00, 'EUR', '2026-11-12', true, 9703, 1), (9908, 9505, 9101, -80.00, -80.00, 'EUR', '2026-11-12', true, 9703, 1),
    (9909, 9506, 9100, 120.00, 120.00, 'EUR', '2026-08-20', true, 9704, 1), (9910, 9506, 9101, -120.00, -120.00, 'EUR', '2026-08-20', true, 9704, 1),
    (9911, 9601, 9102, 50.00, 50.00, 'EUR', '2026-09-20', true, 9705, 2), (9912, 9601, 9101, -50.00, -50.00, 'EUR', '2026-09-20', true, 9705, 2),
    (9913, 9507, 9100, 20.00, 20.00, 'EUR', '2026-10-15', true, 9706, 1), (9914, 9507, 9102, -20.00, -20.00, 'EUR', '2026-10-15', true, 9706, 1),
    (9915, 9508, 9100, 230.00, 250.00, 'USD', '2026-11-01', true, 9707, 1), (9916, 9508, 9101, -240.00, -250.00, 'USD', '2026-11-01', true, 9707, 1),
    (9917, 9508, 9103, 10.00, 0.00, 'USD', '2026-11-01', true, 9707, 1),
    -- Entered in a batch that nobody has approved.
    (9918, 9512, 9100, 10.00, 10.00, 'EUR', '2026-11-15', false, NULL, NULL);
INSERT INTO payment_links (payment_id, entry_id, type) SELECT payment, id, kind FROM lines WHERE payment IS NOT NULL;
INSERT INTO payment_links (payment_id, entry_id, type) VALUES (9705, 9914, 0);

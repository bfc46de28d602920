-- A small company in euro. These rows fit the whole schema too.
INSERT INTO curr (rn, curr, prec) VALUES (1, 'EUR', 2), (2, 'USD', 2), (3, 'NOK', 2), (4, 'GBP', 2), (5, 'JPY', 0);
INSERT INTO chart (id, accno, description, link) VALUES (1, '1200', 'Receivables', 'AR'), (2, '1920', 'Bank', 'AR_paid:AP_paid'), (3, '4000', 'Sales', 'AR_amount:IC_sale'),
    (4, '8060', 'Exchange', ''), (5, '4090', 'Discount', 'AR_discount');
INSERT INTO business (id, description) VALUES (1, 'wholesale');
INSERT INTO employee (id, name) VALUES (1, 'Ola Selger');
INSERT INTO customer (id, name, phone, email, customernumber, business_id, taxnumber, creditlimit, employee_id, language_code, curr, enddate, notes) VALUES
    (101, 'Müller Maschinenbau GmbH', '+49 221 1', 'rechnung@mueller.example', 'C001', 1, 'DE129273398', 5000, 1, 'de', 'EUR', NULL, 'pays late'),
    (102, 'Boulangerie Dupont SARL', NULL, 'compta@dupont.example', 'C002', NULL, NULL, 0, NULL, 'fr_CA', 'EUR', NULL, NULL),
    (103, 'Kari Nordmann', '+47 900', NULL, 'C003', NULL, '01017012345', 0, NULL, NULL, 'EUR', '2025-12-31', NULL),
    (104, 'US Imports Inc', NULL, NULL, 'C004', NULL, NULL, 0, NULL, 'en', 'USD', NULL, NULL);
INSERT INTO address (id, trans_id, address1, address2, city, state, zipcode, country) VALUES
    (1, 101, 'Hauptstr. 1', 'Hof 2', 'Köln', 'NRW', '50667', 'Germany'), (2, 102, '', NULL, 'Lyon', NULL, '69001', 'FR'),
    (3, 103, 'Storgata 5', NULL, 'Oslo', NULL, '0155', 'Norge'), (4, 104, '1 Main St', NULL, 'Boston', 'MA', '02108', 'Freedonia');
INSERT INTO contact (id, trans_id, firstname, lastname, occupation, phone, email, typeofcontact) VALUES
    (1, 101, 'Uwe', 'Klein', 'Buchhaltung', NULL, 'uwe@mueller.example', 'company'), (2, 101, 'Eva', 'Roth', NULL, '+49 221 2', NULL, 'company'),
    (3, 102, '', '', NULL, NULL, NULL, 'company'), (4, 103, 'Kari', 'Nordmann', NULL, NULL, NULL, 'person');

INSERT INTO ar (id, invnumber, transdate, duedate, customer_id, amount, paid, curr, exchangerate, approved, ponumber, dcn, onhold) VALUES
    (501, 'INV-1', '2026-07-01', '2026-07-31', 101, 1190.00, 0, 'EUR', 1, true, 'PO 77', '000000005012', false),
    (502, 'INV-2', '2026-09-01', '2026-10-01', 101, 595.00, 200.00, 'EUR', 1, true, NULL, NULL, true),
    (503, 'CN-3', '2026-09-15', '2026-09-15', 101, -119.00, 0, 'EUR', 1, true, NULL, NULL, false),
    -- 0.1 + 0.2 is not 0.3 in floating point; it is here.
    (504, 'INV-4', '2026-10-10', '2026-11-09', 102, 0.1::float + 0.2::float + 2400.2, 1400.50, 'EUR', 1, true, NULL, NULL, false),
    (505, 'INV-5', '2026-10-10', '2026-11-09', 102, 80.00, 80.00, 'EUR', 1, true, NULL, NULL, false),
    -- Paid too much.
    (506, 'INV-6', '2026-08-01', NULL, 103, 100.00, 120.00, 'EUR', NULL, true, NULL, NULL, false),
    -- Dollars at 1.25 euro: 1000.00, of which 333.33 and 66.67 came.
    (507, 'INV-7', '2026-10-01', '2026-10-31', 104, 1250.00, 500.00, 'USD', 1.25, true, NULL, NULL, false),
    -- Kroner at 0.085 euro: a cent is twelve øre, and how many kroner it is cannot be told.
    (508, 'INV-8', '2026-10-01', '2026-10-31', 104, 85.00, 0, 'NOK', 0.085, true, NULL, NULL, false),
    -- Pounds, of which something was booked that does not agree with what was paid.
    (509, 'INV-9', '2026-10-01', '2026-10-31', 104, 120.00, 60.00, 'GBP', 1.2, true, NULL, NULL, false),
    (510, 'INV-10', '2026-10-01', '2026-10-31', 104, 500.00, 0, 'EUR', 1, false, NULL, NULL, false),
    -- A small part of a dollar invoice is a cent less in euro than its share.
    (511, 'INV-11', '2026-10-02', '2026-11-01', 104, 12.51, 4.17, 'USD', 1.25, true, NULL, NULL, false);
INSERT INTO acc_trans (trans_id, chart_id, amount, transdate, source, memo, id, fx_transaction, approved)
    SELECT id, 1, -amount, transdate, NULL, NULL, NULL, false, approved FROM ar;
INSERT INTO acc_trans (trans_id, chart_id, amount, transdate, source, memo, id, fx_transaction) VALUES
    (502, 1, 200.00, '2026-10-05', NULL, NULL, NULL, false), (502, 2, -200.00, '2026-10-05', 'R-1', 'thanks', 1, false),
    (504, 1, 1400.50, '2026-11-10', NULL, NULL, NULL, false), (504, 2, -1000.10, '2026-11-10', 'R-2', NULL, 1, false), (504, 2, -400.40, '2026-11-12', 'R-3', NULL, 2, false),
    (505, 1, 80.00, '2026-11-12', NULL, NULL, NULL, false), (505, 2, -78.00, '2026-11-12', 'R-3', NULL, 1, false), (505, 5, -2.00, '2026-11-12', 'R-3', NULL, 1, false),
    (506, 1, 120.00, '2026-08-20', NULL, NULL, NULL, false), (506, 2, -120.00, '2026-08-20', 'R-4', NULL, NULL, false),
    (507, 1, 416.66, '2026-11-01', NULL, NULL, NULL, false), (507, 2, -333.33, '2026-11-01', 'R-5', NULL, 1, false), (507, 2, -83.33, '2026-11-01', 'R-5', NULL, NULL, true),
    (507, 1, 83.34, '2026-11-02', NULL, NULL, NULL, false), (507, 2, -66.67, '2026-11-02', 'R-6', NULL, 2, false), (507, 2, -16.67, '2026-11-02', 'R-6', NULL, NULL, true),
    (509, 1, 60.00, '2026-11-01', NULL, NULL, NULL, false), (509, 2, -30.00, '2026-11-01', 'R-7', NULL, 1, false),
    (511, 1, 4.17, '2026-11-03', NULL, NULL, NULL, false), (511, 2, -3.34, '2026-11-03', 'R-8', NULL, 1, false), (511, 2, -0.83, '2026-11-03', 'R-8', NULL, NULL, true);

-- A small company in kroner. Every database here takes this.
CREATE TABLE customer (id INTEGER PRIMARY KEY, number VARCHAR(20), name VARCHAR(80), country CHAR(2), email VARCHAR(80), street VARCHAR(80), zip VARCHAR(12), city VARCHAR(40));
CREATE TABLE contact (id INTEGER PRIMARY KEY, customer_id INTEGER, name VARCHAR(80), email VARCHAR(80));
CREATE TABLE invoice (
    id INTEGER PRIMARY KEY, customer_id INTEGER, number VARCHAR(20), invoice_date DATE, due_date DATE, currency CHAR(3), total DECIMAL(12,2), paid DECIMAL(12,2), kid VARCHAR(30)
);
CREATE TABLE receipt (id INTEGER PRIMARY KEY, customer_id INTEGER, day DATE, currency CHAR(3), amount DECIMAL(12,2), words VARCHAR(80));
CREATE TABLE receipt_line (receipt_id INTEGER, invoice_id INTEGER, amount DECIMAL(12,2));

INSERT INTO customer VALUES
    (1, '10001', 'Skipsverftet AS', 'NO', 'faktura@verftet.example', 'Kaiveien 1', '5003', 'Bergen'),
    (2, '10002', 'Bäckerei Groß', 'DE', NULL, 'Ölmühle 7', '20095', 'Hamburg'),
    (3, '10003', 'O''Neill & Sons', 'IE', 'pay@oneill.example', NULL, NULL, 'Cork');
INSERT INTO contact VALUES (1, 1, 'Kari Vik', 'kari@verftet.example'), (2, 1, 'Per Ås', NULL), (3, 3, 'Sinéad', 'sinead@oneill.example');
INSERT INTO invoice VALUES
    (101, 1, 'F-101', '2026-07-01', '2026-07-31', 'NOK', 12500.00, 0, '0001012'),
    (102, 1, 'F-102', '2026-08-01', '2026-08-31', 'NOK', 8000.10, 3000.05, '0001020'),
    (103, 1, 'K-103', '2026-08-15', NULL, 'NOK', -250.00, 0, NULL),
    (104, 2, 'F-104', '2026-09-01', '2026-09-15', 'EUR', 99.90, 99.90, NULL),
    (105, 2, 'F-105', '2026-10-01', '2026-10-15', 'EUR', 1190.00, 0, NULL),
    (106, 3, 'F-106', '2026-10-05', '2026-11-04', 'EUR', 0.30, 0.10, NULL);
INSERT INTO receipt VALUES (1, 1, '2026-09-02', 'NOK', 3500.05, 'part'), (2, 2, '2026-09-15', 'EUR', 99.90, NULL), (3, 3, '2026-11-01', 'EUR', 0.10, NULL);
INSERT INTO receipt_line VALUES (1, 102, 3000.05), (2, 104, 99.90), (3, 106, 0.10);

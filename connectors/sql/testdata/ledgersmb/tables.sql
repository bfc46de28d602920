-- The tables and columns of LedgerSMB that the presets read, in their reduced form.
CREATE TABLE country (id int PRIMARY KEY, short_name text NOT NULL, name text NOT NULL);
CREATE TABLE business (id int PRIMARY KEY, description text);
CREATE TABLE entity (id int PRIMARY KEY, name text, entity_class int NOT NULL, control_code text UNIQUE, country_id int NOT NULL);
CREATE TABLE company (id int PRIMARY KEY, entity_id int NOT NULL, legal_name text, tax_id text, sales_tax_id text);
CREATE TABLE person (id int PRIMARY KEY, entity_id int NOT NULL, first_name text, last_name text);
CREATE TABLE entity_credit_account (
    id int PRIMARY KEY, entity_id int NOT NULL, entity_class int NOT NULL, meta_number varchar(32), business_id int, language_code varchar(6),
    curr char(3), creditlimit numeric DEFAULT 0, enddate date, ar_ap_account_id int
);
CREATE TABLE location (
    id int PRIMARY KEY, line_one text, line_two text, line_three text, city text, state text, country_id int NOT NULL, mail_code text
);
CREATE TABLE eca_to_location (location_id int NOT NULL, location_class int NOT NULL, credit_id int NOT NULL);
CREATE TABLE entity_to_location (location_id int NOT NULL, location_class int NOT NULL, entity_id int NOT NULL);
CREATE TABLE eca_to_contact (credit_id int NOT NULL, contact_class_id int NOT NULL, contact text NOT NULL);
CREATE TABLE entity_to_contact (entity_id int NOT NULL, contact_class_id int NOT NULL, contact text NOT NULL);
CREATE TABLE account (id int PRIMARY KEY, accno text, description text, category char(1), heading int);
CREATE TABLE account_link (account_id int NOT NULL, description text NOT NULL);
CREATE TABLE payment (
    id int PRIMARY KEY, reference text NOT NULL, payment_class int NOT NULL, payment_date date, entity_credit_id int, currency char(3), notes text
);
CREATE TABLE payment_links (payment_id int, entry_id int, type int);
CREATE TABLE defaults (setting_key text PRIMARY KEY, value text);

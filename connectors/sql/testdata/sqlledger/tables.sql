-- The tables and columns of SQL-Ledger that the preset reads, in their reduced form.
CREATE TABLE customer (
    id int PRIMARY KEY, name varchar(64), contact varchar(64), phone varchar(20), email text, notes text, customernumber varchar(32), business_id int,
    taxnumber varchar(32), creditlimit float DEFAULT 0, employee_id int, language_code varchar(6), curr char(3), enddate date
);
CREATE TABLE address (
    id int PRIMARY KEY, trans_id int, address1 varchar(32), address2 varchar(32), city varchar(32), state varchar(32), zipcode varchar(10), country varchar(32),
    streetname varchar(32), buildingnumber varchar(32)
);
CREATE TABLE contact (
    id int PRIMARY KEY, trans_id int NOT NULL, firstname varchar(32), lastname varchar(32), occupation varchar(32), phone varchar(20), email text, typeofcontact varchar(20)
);
CREATE TABLE business (id int, description text);
CREATE TABLE employee (id int PRIMARY KEY, name varchar(64));
CREATE TABLE curr (rn int2, curr char(3) PRIMARY KEY, prec int2);
CREATE TABLE chart (id int, accno text NOT NULL, description text, link text);
CREATE TABLE ar (
    id int, invnumber text, transdate date, customer_id int, amount float, netamount float, paid float, duedate date, curr char(3), ordnumber text, ponumber text,
    approved boolean DEFAULT true, description text, onhold boolean DEFAULT false, exchangerate float, dcn text
);
CREATE TABLE acc_trans (
    trans_id int, chart_id int, amount float, transdate date, source text, approved boolean DEFAULT true, fx_transaction boolean DEFAULT false, memo text, id int
);

CREATE TABLE ar (
    id int PRIMARY KEY, invnumber text, transdate date, duedate date, amount_bc numeric, amount_tc numeric, curr char(3), ordnumber text, ponumber text,
    description text, on_hold boolean DEFAULT false, approved boolean DEFAULT true, entity_credit_account int NOT NULL, force_closed boolean
);
CREATE TABLE acc_trans (
    entry_id int PRIMARY KEY, trans_id int NOT NULL, chart_id int NOT NULL, amount_bc numeric, amount_tc numeric, curr char(3), transdate date,
    approved boolean DEFAULT true
);

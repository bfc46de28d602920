-- Newer versions keep the street apart.
UPDATE address SET streetname = 'rue du Four', buildingnumber = '12' WHERE id = 2;

-- From here on the log seals the rows of all other tables (store_seal.h); what
-- an older version wrote is sealed as it is found.
CREATE INDEX log_event ON log (event);

-- Not breaking. Where a validator states that it is, in hundredths of a degree, and the facts of a machine that tier 3 asks for.
ALTER TABLE "probe_reports" ADD COLUMN "latitude" INTEGER, ADD COLUMN "longitude" INTEGER;
ALTER TABLE "machine_statements"
  ADD COLUMN "region" TEXT NOT NULL DEFAULT 'unknown',
  ADD COLUMN "bond_bps" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "clean_days" INTEGER NOT NULL DEFAULT 0;

-- Not breaking. The measured speed and the site of each GPU that passed a slot of proofs.
ALTER TABLE "proof_statements"
  ADD COLUMN "speed_bps" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "site" INTEGER NOT NULL DEFAULT 0;

-- Not breaking. Facts that a machine reports about itself, as canonical JSON; null from agents that report none.
ALTER TABLE "node_profiles" ADD COLUMN "report" TEXT;

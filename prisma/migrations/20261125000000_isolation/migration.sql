-- Not breaking. How far leases of a machine are separated from it, as its agent says. Profiles of before follow from their runtime.
ALTER TABLE "node_profiles" ADD COLUMN "isolation" TEXT NOT NULL DEFAULT 'process';
UPDATE "node_profiles" SET "isolation" = 'container' WHERE "runtime" = 'container';
ALTER TABLE "node_profiles" ADD CONSTRAINT "node_profiles_isolation_check" CHECK ("isolation" IN ('process', 'container', 'gvisor', 'kata'));

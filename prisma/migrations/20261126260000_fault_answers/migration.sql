-- Not breaking. The answers of renters and providers to faults, one of each side.
CREATE TABLE "fault_answers" (
  "fault_id" BIGINT NOT NULL REFERENCES "fault_records" ("fault_id") ON DELETE CASCADE ON UPDATE NO ACTION,
  "side" TEXT NOT NULL CHECK ("side" IN ('renter', 'provider')),
  "account" TEXT NOT NULL,
  "text" TEXT NOT NULL CHECK (length("text") <= 1000),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("fault_id", "side")
);
CREATE INDEX "fault_answers_account_idx" ON "fault_answers" ("account");
GRANT SELECT, INSERT, UPDATE, DELETE ON "fault_answers" TO infinitio_api;

-- Not breaking. Reports of validators about the answers of AI services, and the judged answers of each service.
CREATE TABLE "check_reports" (
  "signature" TEXT NOT NULL PRIMARY KEY,
  "slot" BIGINT NOT NULL,
  "validator" TEXT NOT NULL,
  "model" TEXT NOT NULL
);
CREATE UNIQUE INDEX "check_reports_slot_validator_model_key" ON "check_reports" ("slot", "validator", "model");
CREATE TABLE "check_answers" (
  "signature" TEXT NOT NULL REFERENCES "check_reports" ("signature") ON DELETE CASCADE ON UPDATE NO ACTION,
  "service" TEXT NOT NULL,
  "question" INTEGER NOT NULL,
  "slot" BIGINT NOT NULL,
  "validator" TEXT NOT NULL,
  "head" TEXT,
  "outcome" TEXT NOT NULL,
  PRIMARY KEY ("signature", "service", "question")
);
CREATE INDEX "check_answers_service_slot_idx" ON "check_answers" ("service", "slot");
GRANT SELECT, INSERT, DELETE ON "check_reports", "check_answers" TO infinitio_api;

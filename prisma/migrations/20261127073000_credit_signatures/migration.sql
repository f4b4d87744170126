-- Not breaking. What validators sign about seconds that must not be billed: the worker hands it in, and reads the faults that it follows from.
CREATE TABLE "credit_signatures" (
  "lease_id" BIGINT NOT NULL,
  "set_hash" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "signer" TEXT NOT NULL,
  "root" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("lease_id", "set_hash", "epoch", "signer")
);
GRANT SELECT, INSERT ON "credit_signatures" TO infinitio_api;
GRANT SELECT ON "credit_signatures" TO infinitio_worker;
GRANT SELECT ON "fault_records" TO infinitio_worker;

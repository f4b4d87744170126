-- Not breaking. GPUs, power and energy of readings; what a lease used in all. Null where nothing was measured, as in every reading of an older agent.
-- `watts` values are means of the span; `energy_wh` and `gco2_grams` are sums of it. `gpus` is a list, one object a GPU, kept for a day alone.
ALTER TABLE "telemetry"
  ADD COLUMN "gpu_percent" DOUBLE PRECISION,
  ADD COLUMN "gpu_memory_used_mib" DOUBLE PRECISION,
  ADD COLUMN "gpu_watts" DOUBLE PRECISION,
  ADD COLUMN "cpu_watts" DOUBLE PRECISION,
  ADD COLUMN "energy_wh" DOUBLE PRECISION,
  ADD COLUMN "gco2_grams" DOUBLE PRECISION,
  ADD COLUMN "gpus" JSONB,
  ADD COLUMN "residue_leases" INTEGER;
ALTER TABLE "telemetry_minutes"
  ADD COLUMN "gpu_percent" DOUBLE PRECISION,
  ADD COLUMN "gpu_memory_used_mib" DOUBLE PRECISION,
  ADD COLUMN "gpu_watts" DOUBLE PRECISION,
  ADD COLUMN "cpu_watts" DOUBLE PRECISION,
  ADD COLUMN "energy_wh" DOUBLE PRECISION,
  ADD COLUMN "gco2_grams" DOUBLE PRECISION;
ALTER TABLE "telemetry_hours"
  ADD COLUMN "gpu_percent" DOUBLE PRECISION,
  ADD COLUMN "gpu_memory_used_mib" DOUBLE PRECISION,
  ADD COLUMN "gpu_watts" DOUBLE PRECISION,
  ADD COLUMN "cpu_watts" DOUBLE PRECISION,
  ADD COLUMN "energy_wh" DOUBLE PRECISION,
  ADD COLUMN "gco2_grams" DOUBLE PRECISION;

-- What a lease used in all, kept with its receipt: added to by each reading that is later than the last one, so that a reading that comes twice
-- counts once. `cpu_basis` says what the CPU's part rests on: the processor's own counter, or an estimate.
CREATE TABLE "lease_energy" (
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "gpu_wh" DOUBLE PRECISION NOT NULL,
  "cpu_wh" DOUBLE PRECISION NOT NULL,
  "gco2_grams" DOUBLE PRECISION,
  "grid" TEXT,
  "cpu_basis" TEXT,
  "first_at" TIMESTAMPTZ(3) NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("node_id", "lease_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "lease_energy" TO infinitio_api;

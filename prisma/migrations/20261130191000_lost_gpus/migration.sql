-- Not breaking. How many GPUs of a machine do not respond, by its last heartbeat, and when the market stored that number.
ALTER TABLE "node_heartbeats" ADD COLUMN "lost_gpus" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "lost_gpus_at" TIMESTAMPTZ(3);

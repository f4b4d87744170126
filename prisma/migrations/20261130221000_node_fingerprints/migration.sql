-- Not breaking. The fingerprints of a machine's Blender and models, by its last heartbeat.
ALTER TABLE "node_heartbeats" ADD COLUMN "fingerprints" TEXT[] NOT NULL DEFAULT '{}';

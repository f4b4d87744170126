-- Not breaking. More kinds of incidents that agents report: GPU memory errors, lost GPUs, a full disk of the machine, and ports without a program.
ALTER TABLE "lease_incidents" DROP CONSTRAINT "lease_incidents_incident_check",
  ADD CONSTRAINT "lease_incidents_incident_check" CHECK ("incident" IN
    ('gpu_error', 'gpu_memory', 'gpu_lost', 'reboot', 'machine_disk', 'script_exit', 'out_of_memory', 'disk_full', 'port_closed'));

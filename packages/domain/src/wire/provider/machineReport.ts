import { z } from 'zod'
import { text } from '../scalars.ts'

const speed = z.int().min(1).max(10_000_000).nullable().default(null)

/** Facts that a machine reports about itself. Nobody has verified them. A fact is null if the machine's agent cannot read it. */
export const machineReportWire = z
  .strictObject({
    driver: text(40).nullable().describe('Version of the GPU driver.'),
    cuda: text(20).nullable().describe('Newest CUDA version that the driver supports.'),
    gpuLink: text(40).nullable().describe('Connection of the GPUs, such as NVLink or PCIe 4.0 x16.'),
    diskWriteMbPerSecond: z.int().min(0).max(1_000_000).nullable().describe('Megabytes per second, measured when the agent started.'),
    networkDownMbps: speed.describe('Megabits per second of the network link towards the machine.'),
    networkUpMbps: speed.describe('Megabits per second of the network link away from the machine.'),
    lostGpus: z.int().min(0).max(64).nullish().describe('Number of GPUs that do not respond, so that no lease gets them; left out without any.'),
  })
  .meta({ id: 'MachineReport' })
export type MachineReportWire = z.infer<typeof machineReportWire>

import { z } from 'zod'

/** Whether a machine is a demonstration. */
export const simulatedFlag = z.boolean().describe('A demonstration machine: its shell has no GPU, and its class, price and region are examples.')

import { z } from 'zod'
import { fitRatings, fitWarnings } from '../advice/runFit.ts'
import { uint128 } from './scalars.ts'

/** How well some GPUs fit a model and a task. Speeds are estimates from data sheets. */
export const runFitWire = z
  .strictObject({
    rating: z.enum(fitRatings).describe('`good`: no warning. `fair`: it works, with warnings. `poor`: with a serious warning.'),
    warnings: z
      .array(z.enum(fitWarnings))
      .describe(
        '`slowerThanReading`: fewer than 6 tokens a second. `longEpoch`: 10 million tokens take more than 24 h. `noBf16`: serious for training. `noFastLink`: several GPUs with PCIe only, which work in turn. `linkUnknown`. `memoryTight`: over 95 % of the memory. `speedUnknown`: no data sheet.',
      ),
    tokensPerSecond: z
      .number()
      .nullable()
      .describe('An estimate: of one answer at a time, or of training; null where it is not known, or not counted in tokens.'),
    epochSeconds: z.int().nullable().describe('An estimate: to train 10 million tokens once; null for answers.'),
    pricePerMillionTokens: uint128.nullable().describe('An estimate: base units, of all GPUs, without fees.'),
  })
  .meta({ id: 'RunFit' })
export type RunFitWire = z.infer<typeof runFitWire>

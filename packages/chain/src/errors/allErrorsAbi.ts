import { emissionAbi } from '../generated/emissionAbi.ts'
import { gTokenAbi } from '../generated/gTokenAbi.ts'
import { infinitioGovernorAbi } from '../generated/infinitioGovernorAbi.ts'
import { stakedGTokenAbi } from '../generated/stakedGTokenAbi.ts'
import { timelockAbi } from '../generated/timelockAbi.ts'
import { vestingAbi } from '../generated/vestingAbi.ts'
import { errorsAbi } from './errorsAbi.ts'

/** The errors of the market's contracts, of the DAO's main contracts and of the emission. A call that a vote makes may fail in any of them. */
export const allErrorsAbi = [
  ...errorsAbi,
  ...[...infinitioGovernorAbi, ...stakedGTokenAbi, ...gTokenAbi, ...timelockAbi, ...vestingAbi, ...emissionAbi].filter(
    (item) => item.type === 'error',
  ),
]

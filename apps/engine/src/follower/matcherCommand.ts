import type { ChainLogCommand } from '@infinitio/matching'

/** The command that a log of the chain becomes, and its time. A command that takes money or GPUs is given at head, one that gives them at finality. */
export interface MatcherCommand {
  command: ChainLogCommand
  when: 'head' | 'finality'
}

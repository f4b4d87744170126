import type { ChainLogCommand } from '@infinitio/matching'

/** When the matcher hears of a log: what takes is told at head, what gives at finality; null when the book does not care. */
export interface MatcherCommand {
  command: ChainLogCommand
  when: 'head' | 'finality'
}

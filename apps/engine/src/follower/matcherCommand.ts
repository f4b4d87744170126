import type { ChainLogCommand } from '@infinitio/matching'

/**
 * The matcher's command for a log, and when the follower sends it. A command that takes money or GPUs is sent at head, one that gives them at
 * finality.
 */
export interface MatcherCommand {
  command: ChainLogCommand
  when: 'head' | 'finality'
}

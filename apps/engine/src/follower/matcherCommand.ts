import type { ChainLogCommand } from '@infinitio/matching'

/**
 * The matcher's command for a log, and when the follower sends it. A command that removes money or GPUs from the book is sent as soon as its block is the head;
 * a command that adds them waits until its block is final.
 */
export interface MatcherCommand {
  command: ChainLogCommand
  when: 'head' | 'finality'
}

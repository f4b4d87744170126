/** The states of a jury trial about a dispute. The index of a state is its number in `TrialState` of TrialTypes.sol. */
export const trialStates = ['unknown', 'evidence', 'drawing', 'voting', 'decided', 'done', 'stands'] as const
export type TrialState = (typeof trialStates)[number]

/** The longest duration of each phase of a trial in seconds, as in JuryTrials.sol. */
export const trialSeconds = { evidence: 172_800, draw: 345_600, vote: 259_200, reveal: 86_400, appeal: 259_200 } as const

/** The functions of the trial contract that change a trial. Each is allowed only in some states. */
export type TrialAct = 'submit' | 'request' | 'draw' | 'lapse' | 'commit' | 'reveal' | 'count' | 'appeal' | 'execute' | 'pay'

/**
 * The fields of a stored trial that decide its next step. `until` is the end of the phase in Unix seconds. `round` is 0 before a jury was requested, 1 for the
 * jury of 5 and 2 for the jury of 15. `jury` is the id of the panel, or null before a panel was requested. `revealed` is the number of revealed votes.
 */
export type TrialFacts = {
  readonly state: TrialState
  readonly until: number
  readonly round: number
  readonly jury: bigint | null
  readonly revealed: number
}

/** The calls that a trial allows now. `deadline` is the Unix second at which other calls become allowed, or null if only a call changes them. */
export type TrialMoment = { readonly acts: readonly TrialAct[]; readonly deadline: number | null }

/** Returns the calls that the contract `JuryTrials` allows at a time in Unix seconds, if the right account sends them. It does not check who calls. */
export function trialMoment({ state, until, round, jury, revealed }: TrialFacts, now: number): TrialMoment {
  switch (state) {
    case 'evidence':
      if (now < until) return { acts: ['submit'], deadline: until }
      return now < until + trialSeconds.draw ? { acts: ['request'], deadline: until + trialSeconds.draw } : { acts: ['lapse'], deadline: null }
    case 'drawing':
      if (now >= until) return { acts: ['lapse'], deadline: null }
      return { acts: [jury === null ? 'request' : 'draw'], deadline: until }
    case 'voting': {
      const reveals = until - trialSeconds.reveal
      if (now < reveals) return { acts: ['commit'], deadline: reveals }
      if (now >= until || revealed === jurySize(round)) return { acts: ['count'], deadline: null }
      return { acts: ['reveal'], deadline: until }
    }
    case 'decided':
      return round === 1 && now < until ? { acts: ['appeal'], deadline: until } : { acts: ['execute'], deadline: null }
    case 'done':
      return { acts: ['pay'], deadline: null }
    case 'unknown':
    case 'stands':
      return { acts: [], deadline: null }
  }
}

/** Returns the number of jurors in a round: 5 in the first, and 15 in any later one. */
export function jurySize(round: number): number {
  return round <= 1 ? 5 : 15
}

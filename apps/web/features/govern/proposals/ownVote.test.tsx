import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { describe, expect, it } from 'vitest'
import { OwnVote } from '#web/features/govern/proposals/OwnVote.tsx'
import { VoteBar } from '#web/features/govern/proposals/VoteBar.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const account = `0x${'3'.repeat(40)}`
const g = (whole: number) => `${BigInt(whole) * 10n ** 18n}`
const vote = { voter: account, support: 'against', votes: g(2_500), reason: '', txHash: `0x${'1'.repeat(64)}` } as const
const proposal = (state: ProposalDetailWire['state'], voters: readonly unknown[]) => ({ state, voters }) as never

describe('the vote of the reader', () => {
  it('names the choice and its votes while the vote runs, and after it', () => {
    const running = markupFor('en', <OwnVote proposal={proposal('active', [vote])} account={account} hasVoted />)
    expect(running).toContain('You voted Against with 2,500.00 G. You cannot change your vote.')
    const ended = markupFor('en', <OwnVote proposal={proposal('executed', [vote])} account={account} hasVoted={false} />)
    expect(ended).toContain('You voted Against with 2,500.00 G.')
    expect(ended).not.toContain('cannot change')
    expect(markupFor('zh', <OwnVote proposal={proposal('active', [vote])} account={account} hasVoted />)).toContain('你以 2,500.00 G 投了反对')
  })

  it('is shown without a choice until the list of voters has it, and not at all without a vote', () => {
    expect(markupFor('en', <OwnVote proposal={proposal('active', [])} account={account} hasVoted />)).toContain('You have voted on this proposal.')
    const other = { ...vote, voter: `0x${'4'.repeat(40)}` }
    expect(markupFor('en', <OwnVote proposal={proposal('queued', [other])} account={account} hasVoted={false} />)).toBe('')
  })
})

describe('the bar of votes', () => {
  it('has a part only for sides with votes, so that one side can fill it', () => {
    const bar = markupFor('en', <VoteBar isBare votes={{ for: g(7), against: '0', abstain: '0' }} quorum={g(4)} missing="0" />)
    expect(bar.match(/<i /g)).toHaveLength(1)
    expect(bar).toContain('width:100%')
  })
})

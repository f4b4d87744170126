import { describe, expect, test } from 'vitest'
import { forgetDraft, mostText, proposalText, storeDraft, storedDraft, type TypedProposal } from '#web/features/govern/proposals/useProposalDraft.ts'

const day = 86_400_000
const place = { account: '0xa', start: { kind: 'grant' } }
const draft: TypedProposal = {
  typed: { kind: 'grant', amount: '5' },
  added: [{ kind: 'region', name: 'us-north' }],
  ...{ title: 'Pay the builders', text: 'They **work**.', link: 'https://forum.example/t/7' },
}

describe('a stored draft of a proposal', () => {
  test('returns everything that was typed, only to the same account and the same link', () => {
    const shelf = shelfOf()
    storeDraft(shelf, { ...place, draft, atMs: 1_000 })
    expect(storedDraft(shelf, { ...place, nowMs: 2_000 })).toEqual({ draft, atMs: 1_000 })
    expect(storedDraft(shelf, { ...place, account: '0xb', nowMs: 2_000 })).toBeNull()
    expect(storedDraft(shelf, { ...place, start: {}, nowMs: 2_000 })).toBeNull()
  })

  test('finds a link whose fields are in another sequence', () => {
    const shelf = shelfOf()
    storeDraft(shelf, { account: '0xa', start: { kind: 'revocation', filing: '7' }, draft, atMs: 1_000 })
    expect(storedDraft(shelf, { account: '0xa', start: { filing: '7', kind: 'revocation' }, nowMs: 2_000 })?.draft).toEqual(draft)
  })

  test('ends after 30 days, when it is proposed, and when everything is deleted', () => {
    const shelf = shelfOf()
    storeDraft(shelf, { ...place, draft, atMs: 1_000 })
    expect(storedDraft(shelf, { ...place, nowMs: 1_000 + 30 * day - 1 })).not.toBeNull()
    expect(storedDraft(shelf, { ...place, nowMs: 1_000 + 30 * day })).toBeNull()
    forgetDraft(shelf, place)
    expect(storedDraft(shelf, { ...place, nowMs: 2_000 })).toBeNull()
    storeDraft(shelf, { ...place, draft, atMs: 1_000 })
    storeDraft(shelf, { ...place, draft: { typed: { kind: 'grant' }, added: [], title: '', text: '', link: '' }, atMs: 1_500 })
    expect(storedDraft(shelf, { ...place, nowMs: 2_000 })).toBeNull()
  })

  test('replaces only the oldest of eight others', () => {
    const shelf = shelfOf()
    for (let at = 0; at < 9; at += 1) storeDraft(shelf, { ...place, start: { kind: `${at}` }, draft, atMs: at })
    expect(storedDraft(shelf, { ...place, start: { kind: '0' }, nowMs: 9 })).toBeNull()
    expect(storedDraft(shelf, { ...place, start: { kind: '1' }, nowMs: 9 })).not.toBeNull()
  })

  test.each([
    '{',
    '{}',
    '[1]',
    '[{"account":"0xa","start":"[[\\"kind\\",\\"grant\\"]]","atMs":1,"draft":{"typed":{"kind":1},"added":[],"title":"","text":"","link":""}}]',
    '[{"account":"0xa","start":"[[\\"kind\\",\\"grant\\"]]","atMs":1,"draft":{"typed":{},"title":"","text":""}}]',
  ])('ignores %s from another version', (text) => {
    expect(storedDraft(shelfOf(text), { ...place, nowMs: 2 })).toBeNull()
  })
})

describe('the description of a proposal', () => {
  const typed = { title: ' Pay the builders ', text: 'They **work**. ', link: '' }

  test('has the title, the reasons and the discussion as a link, each as its own paragraph', () => {
    expect(proposalText(typed)).toBe('Pay the builders\n\nThey **work**.')
    expect(proposalText({ ...typed, text: '' })).toBe('Pay the builders')
    expect(proposalText({ ...typed, text: '', link: ' https://forum.example/t/7 ' })).toBe(
      'Pay the builders\n\nDiscussion: <https://forum.example/t/7>',
    )
  })

  test('is empty without a title, with reasons that are too long, and with a link that is not a web address', () => {
    expect(proposalText({ ...typed, title: '  ' })).toBe('')
    expect(proposalText({ ...typed, text: 'a'.repeat(mostText + 1) })).toBe('')
    for (const link of ['forum.example', 'javascript:alert(1)', 'https://a b', 'https://a><img>']) expect(proposalText({ ...typed, link })).toBe('')
  })
})

function shelfOf(text: string | null = null) {
  let stored = text
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value
    },
  }
}

'use client'
import { useState } from 'react'
import type { Typed } from '#web/features/govern/proposals/actDraft.ts'
import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

/**
 * Everything that the user typed in the form of a proposal: the fields of the change, the changes in the list before it, the title, the reasons, and the
 * address of a discussion.
 */
export type TypedProposal = {
  readonly typed: Typed
  readonly added: readonly Typed[]
  readonly title: string
  readonly text: string
  readonly link: string
}

/** The most characters of the reasons that the user may type. */
export const mostText = 4_000
const linkForm = /^https?:\/\/[^\s<>]{1,500}$/

/** Returns true if the typed address of a discussion is not a web address. An empty field is not wrong. */
export function isLinkWrong(link: string): boolean {
  return link.trim() !== '' && !linkForm.test(link.trim())
}

/**
 * Returns the description of a proposal as the chain stores it: the title, the reasons and the discussion as a Markdown link. Returns an empty text until the
 * title has text, the reasons are short enough and the link is a web address.
 */
export function proposalText({ title, text, link }: Omit<TypedProposal, 'typed' | 'added'>): string {
  if (title.trim() === '' || text.length > mostText || isLinkWrong(link)) return ''
  const discussion = link.trim() === '' ? '' : `Discussion: <${link.trim()}>`
  return [title.trim(), text.trim(), discussion].filter((part) => part !== '').join('\n\n')
}

/** Identifies a draft: the account, and the fields that the URL of the page sets. Each link to the form has its own draft. */
type Place = { readonly account: string; readonly start: Typed }

/**
 * Returns the typed proposal and functions that change it. This browser stores it until it is proposed, so that a reload or a later visit restores it.
 * `restoredAt` is the moment of the last change in Unix seconds if this visit began with a stored draft, otherwise null.
 */
export function useProposalDraft(place: Place) {
  const [stored] = useState(() => storedDraft(window.localStorage, { ...place, nowMs: Date.now() }))
  const [restoredAt, setRestoredAt] = useState(stored === null ? null : Math.floor(stored.atMs / 1_000))
  const [draft, setDraft] = useState(stored?.draft ?? emptyDraft(place))
  function change(patch: Partial<TypedProposal>): void {
    const next = { ...draft, ...patch }
    setDraft(next)
    storeDraft(window.localStorage, { ...place, draft: next, atMs: Date.now() })
  }
  function forget(): void {
    forgetDraft(window.localStorage, place)
    setRestoredAt(null)
  }
  function startAgain(): void {
    forget()
    setDraft(emptyDraft(place))
  }
  return { draft, restoredAt, change, forget, startAgain }
}

function emptyDraft({ start }: Pick<Place, 'start'>): TypedProposal {
  return { typed: start, added: [], title: '', text: '', link: '' }
}

type Entry = { readonly account: string; readonly start: string; readonly atMs: number; readonly draft: TypedProposal }

const shelfKey = 'infinitio.proposalDrafts'
const mostDrafts = 8
const lifeMs = 30 * 86_400_000

/** Stores the draft of a proposal for 30 days. A draft in which nothing is typed is removed. Only the newest eight drafts remain. */
export function storeDraft(shelf: Shelf, { account, start, draft, atMs }: Place & { readonly draft: TypedProposal; readonly atMs: number }): void {
  const others = entriesBut(shelf, { account, start })
  const isEmpty = JSON.stringify(draft) === JSON.stringify(emptyDraft({ start }))
  write(shelf, isEmpty ? others : [{ account, start: textOf(start), atMs, draft }, ...others])
}

/** Returns the stored draft of a proposal and the time of its last change. Returns null if there is none, or if it is older than 30 days. */
export function storedDraft(
  shelf: Shelf,
  { account, start, nowMs }: Place & { readonly nowMs: number },
): { readonly draft: TypedProposal; readonly atMs: number } | null {
  const entry = storedEntries(shelf, shelfKey, isEntry).find((one) => one.account === account && one.start === textOf(start))
  return entry === undefined || entry.atMs + lifeMs <= nowMs ? null : { draft: entry.draft, atMs: entry.atMs }
}

/** Removes a draft, because it was proposed or because the user starts again. */
export function forgetDraft(shelf: Shelf, place: Place): void {
  write(shelf, entriesBut(shelf, place))
}

function entriesBut(shelf: Shelf, { account, start }: Place): Entry[] {
  return storedEntries(shelf, shelfKey, isEntry).filter((one) => one.account !== account || one.start !== textOf(start))
}

function write(shelf: Shelf, entries: readonly Entry[]): void {
  shelf.setItem(shelfKey, JSON.stringify(entries.slice(0, mostDrafts)))
}

/** Returns the fields that a URL sets as one text, the same for every sequence of the fields. */
function textOf(start: Typed): string {
  return JSON.stringify(Object.entries(start).sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Returns false for an entry in the format of another version of this page. */
function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !isRecord(value['draft'])) return false
  const { typed, added, title, text, link } = value['draft']
  const areTexts = [value['account'], value['start'], title, text, link].every((one) => typeof one === 'string')
  return areTexts && typeof value['atMs'] === 'number' && isTyped(typed) && Array.isArray(added) && added.every(isTyped)
}

function isTyped(value: unknown): value is Typed {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

'use client'
import type { ActContracts } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { ActFields } from '#web/features/govern/proposals/ActFields.tsx'
import {
  actDraft,
  type BountyContext,
  callDraft,
  type Draft,
  kindOf,
  type ProposalKind,
  proposalKinds,
  type Typed,
  type TypedCall,
} from '#web/features/govern/proposals/actDraft.ts'
import { ActList } from '#web/features/govern/proposals/ActList.tsx'
import { type AddedAct, wholeDraft, withAct } from '#web/features/govern/proposals/wholeDraft.ts'
import { isLinkWrong, mostText, proposalText, useProposalDraft } from '#web/features/govern/proposals/useProposalDraft.ts'
import { useEffectLine } from '#web/features/govern/proposals/EffectRow.tsx'
import { bountyContractsQuery } from '#web/features/govern/bounties/bountyQueries.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { ParameterFields } from '#web/features/govern/proposals/ParameterFields.tsx'
import { ProposeSkeleton } from '#web/features/govern/proposals/ProposeSkeleton.tsx'
import { Proposing } from '#web/features/govern/proposals/Proposing.tsx'
import { MarkdownField } from '#web/parts/govern/MarkdownField.tsx'
import { parameterDraft } from '#web/features/govern/proposals/parameterDraft.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type ProposeFormProps = {
  readonly account: string
  readonly dao: Dao
  readonly parameters: ParametersWire['items']
  readonly addresses: ActContracts['addresses']
  /** The part of the account's stake that no proposal has locked, in base units; null until it has been read. */
  readonly free: bigint | null
  /** The initial values of the fields. */
  readonly start: Typed
}

/** The form for a new proposal: one or more changes, and the reasons for them. Before the signature it shows the old and new values and the stake that will be locked. */
export function ProposeForm(props: ProposeFormProps) {
  return (
    <WalletBoundary waiting={<ProposeSkeleton />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ account, dao, parameters, addresses, free, start }: ProposeFormProps) {
  const t = useTranslations('govern.propose')
  const { draft: proposal, restoredAt, change, forget, startAgain } = useProposalDraft({ account, start })
  const { typed, title, text, link } = proposal
  const kind = kindOf(typed)
  const kinds = [...proposal.added.map(kindOf), kind]
  const draftOf = useDraftOf({ kinds, parameters, contracts: { addresses, governance: dao.contracts } })
  const draft = draftOf(typed)
  const added = proposal.added.map((one): AddedAct => ({ kind: kindOf(one), draft: draftOf(one) }))
  const chosen = chosenOf(parameters, typed)
  const onTyped = (next: Typed) => change({ typed: next })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {restoredAt !== null && <RestoredDraft at={restoredAt} onStartAgain={startAgain} />}
        <Field label={t('kindLabel')}>
          {(field) => (
            <SelectInput {...field} value={kind} onChange={({ target }) => onTyped({ kind: target.value })}>
              {proposalKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kind.${one}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {kind === 'parameter' ? (
          <ParameterFields items={parameters} chosen={chosen} typed={typed} onTyped={onTyped} />
        ) : (
          <ActFields kind={kind} typed={typed} onTyped={onTyped} />
        )}
        <ActList
          added={added}
          onAdd={withAct(added, { kind, draft }) === null ? null : () => change({ added: [...proposal.added, typed], typed: { kind } })}
          onRemove={(at) => change({ added: proposal.added.filter((_, place) => place !== at) })}
        />
        {!kinds.every((one) => one === 'parameter') && BigInt(dao.staked) < BigInt(dao.rules.fullPowerStake) && (
          <Callout tone="warn">{t('notYet', { staked: gText(dao.staked), needed: gText(dao.rules.fullPowerStake) })}</Callout>
        )}
        <Field label={t('name')} hint={t('nameHint')}>
          {(field) => <TextInput {...field} maxLength={120} value={title} onChange={(event) => change({ title: event.target.value })} />}
        </Field>
        <MarkdownField label={t('why')} hint={t('whyHint')} rows={4} most={mostText} value={text} onValue={(next) => change({ text: next })} />
        <Field label={t('link')} hint={t('linkHint')} error={isLinkWrong(link) ? t('linkWrong') : undefined}>
          {(field) => <TextInput {...field} inputMode="url" value={link} onChange={(event) => change({ link: event.target.value })} />}
        </Field>
        <Proposing
          key={`${kind} ${chosen.name}`}
          {...{ account, dao, free }}
          draft={wholeDraft(added, { draft, typed })}
          text={proposalText(proposal)}
          onProposed={forget}
        />
      </div>
    </Panel>
  )
}

/** Tells the user that the form contains an earlier draft, and lets the user delete it. `at` is the moment of its last change in Unix seconds. */
function RestoredDraft({ at, onStartAgain }: { readonly at: number; readonly onStartAgain: () => void }) {
  const t = useTranslations('govern.propose.draft')
  return (
    <Callout
      tone="plain"
      action={
        <Button size="sm" onClick={onStartAgain}>
          {t('again')}
        </Button>
      }
    >
      {t('restored', { moment: dayMinuteText(at) })}
    </Callout>
  )
}

/** Returns the parameter that a change sets: the chosen one, or the first one if none is chosen. */
function chosenOf(parameters: ProposeFormProps['parameters'], typed: Typed): ParametersWire['items'][number] {
  const chosen = parameters.find(({ name }) => name === typed['parameter']) ?? parameters[0]
  if (chosen === undefined) throw new Error('a DAO has parameters')
  return chosen
}

type DraftPlace = {
  /** The kinds of all changes of the proposal. Some of them need data of the chain. */
  readonly kinds: readonly ProposalKind[]
  readonly parameters: ProposeFormProps['parameters']
  readonly contracts: ActContracts
}

/** Returns a function that makes the draft of one change from its typed fields. */
function useDraftOf({ kinds, parameters, contracts }: DraftPlace): (typed: Typed) => Draft {
  const t = useTranslations('govern.propose')
  const names = useTranslations('govern.proposal.changes.parameter')
  const place = useBountyContext(kinds.includes('bounty'))
  const line = useEffectLine(kinds.includes('price') ? 'price' : 'parameter')
  const lineOfCall = ({ to, bytes, coins }: TypedCall) => ({
    name: t('raw', { to }),
    amount: t('rawAmount', { bytes, coins: coins === 0n ? 'none' : exactAmountText(coins) }),
  })
  return (typed) => {
    const kind = kindOf(typed)
    if (kind === 'parameter')
      return parameterDraft(chosenOf(parameters, typed), { typed, name: (key) => names(key as never), stays: (value) => t('stays', { value }) })
    return kind === 'call' ? callDraft(typed, { line: lineOfCall }) : actDraft(kind, { typed, contracts, place, line })
  }
}

/** Returns the bounty contract and the chain's time; null until they have loaded. It fetches them only if `isWanted`. */
function useBountyContext(isWanted: boolean): BountyContext | null {
  const { data } = useQuery({ ...bountyContractsQuery(browserApi), enabled: isWanted })
  return data === undefined || data.contracts === null ? null : { bounties: address(data.contracts.bounties), now: data.blockTimestamp }
}

'use client'
import type { ActContracts } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { ActFields } from '#web/features/govern/proposals/ActFields.tsx'
import {
  actDraft,
  type BountyContext,
  callDraft,
  type Draft,
  kindOf,
  proposalKinds,
  type Typed,
  type TypedCall,
} from '#web/features/govern/proposals/actDraft.ts'
import { ActList } from '#web/features/govern/proposals/ActList.tsx'
import { type AddedAct, wholeDraft, withAct } from '#web/features/govern/proposals/wholeDraft.ts'
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

/** The most characters of the reasons that the user may type. */
const mostText = 4_000

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
  const [typed, setTyped] = useState(start)
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const chosen = parameters.find(({ name }) => name === typed['parameter']) ?? parameters[0]
  if (chosen === undefined) throw new Error('a DAO has parameters')
  const kind = kindOf(typed)
  const draft = useDraft({ typed, chosen, contracts: { addresses, governance: dao.contracts } })
  const [added, setAdded] = useState<readonly AddedAct[]>([])
  const isBounded = [...added, { kind }].every((one) => one.kind === 'parameter')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('kindLabel')}>
          {(field) => (
            <SelectInput {...field} value={kind} onChange={({ target }) => setTyped({ kind: target.value })}>
              {proposalKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kind.${one}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {kind === 'parameter' ? (
          <ParameterFields items={parameters} chosen={chosen} typed={typed} onTyped={setTyped} />
        ) : (
          <ActFields kind={kind} typed={typed} onTyped={setTyped} />
        )}
        <ActList
          added={added}
          next={withAct(added, { kind, draft })}
          onList={(list, isNext) => {
            setAdded(list)
            if (isNext) setTyped({ kind })
          }}
        />
        {!isBounded && BigInt(dao.staked) < BigInt(dao.rules.fullPowerStake) && (
          <Callout tone="warn">{t('notYet', { staked: gText(dao.staked), needed: gText(dao.rules.fullPowerStake) })}</Callout>
        )}
        <Field label={t('name')} hint={t('nameHint')}>
          {(field) => <TextInput {...field} maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <MarkdownField label={t('why')} hint={t('whyHint')} rows={4} most={mostText} value={text} onValue={setText} />
        <Proposing
          key={`${kind} ${chosen.name}`}
          {...{ account, dao, free }}
          draft={wholeDraft(added, { draft, typed })}
          text={title.trim() === '' || text.length > mostText ? '' : `${title.trim()}\n\n${text.trim()}`.trim()}
        />
      </div>
    </Panel>
  )
}

type DraftPlace = { readonly typed: Typed; readonly chosen: ParametersWire['items'][number]; readonly contracts: ActContracts }

/** Returns the change in the fields. */
function useDraft({ typed, chosen, contracts }: DraftPlace): Draft {
  const t = useTranslations('govern.propose')
  const names = useTranslations('govern.proposal.changes.parameter')
  const kind = kindOf(typed)
  const place = useBountyContext(kind === 'bounty')
  const line = useEffectLine(kind)
  if (kind === 'parameter') return parameterDraft(chosen, { typed, name: (key) => names(key as never), stays: (value) => t('stays', { value }) })
  if (kind !== 'call') return actDraft(kind, { typed, contracts, place, line })
  const lineOfCall = ({ to, bytes, coins }: TypedCall) => ({
    name: t('raw', { to }),
    amount: t('rawAmount', { bytes, coins: coins === 0n ? 'none' : exactAmountText(coins) }),
  })
  return callDraft(typed, { line: lineOfCall })
}

/** Returns the bounty contract and the chain's time; null until they have loaded. It fetches them only if `isWanted`. */
function useBountyContext(isWanted: boolean): BountyContext | null {
  const { data } = useQuery({ ...bountyContractsQuery(browserApi), enabled: isWanted })
  return data === undefined || data.contracts === null ? null : { bounties: address(data.contracts.bounties), now: data.blockTimestamp }
}

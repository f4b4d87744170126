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
import { ActFields } from '#web/features/govern/proposals/ActFields.tsx'
import { actDraft, type BountyContext, kindOf, proposalKinds, type Typed } from '#web/features/govern/proposals/actDraft.ts'
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

/** The form for a new proposal: the change and the reasons for it. Before the signature it shows the old and new values and the stake that will be locked. */
export function ProposeForm(props: ProposeFormProps) {
  return (
    <WalletBoundary waiting={<ProposeSkeleton />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ account, dao, parameters, addresses, free, start }: ProposeFormProps) {
  const t = useTranslations('govern.propose')
  const names = useTranslations('govern.proposal.changes.parameter')
  const [typed, setTyped] = useState(start)
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const chosen = parameters.find(({ name }) => name === typed['parameter']) ?? parameters[0]
  if (chosen === undefined) throw new Error('a DAO has parameters')
  const kind = kindOf(typed)
  const place = useBountyContext(kind === 'bounty')
  const line = useEffectLine(kind)
  const draft =
    kind === 'parameter'
      ? parameterDraft(chosen, { typed, name: (key) => names(key as never), stays: (value) => t('stays', { value }) })
      : actDraft(kind, { typed, contracts: { addresses, governance: dao.contracts }, place, line })
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
        {kind !== 'parameter' && BigInt(dao.staked) < BigInt(dao.rules.fullPowerStake) && (
          <Callout tone="warn">{t('notYet', { staked: gText(dao.staked), needed: gText(dao.rules.fullPowerStake) })}</Callout>
        )}
        <Field label={t('name')} hint={t('nameHint')}>
          {(field) => <TextInput {...field} maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <MarkdownField label={t('why')} hint={t('whyHint')} rows={4} most={mostText} value={text} onValue={setText} />
        <Proposing
          key={`${kind} ${chosen.name}`}
          {...{ account, dao, free, draft }}
          text={title.trim() === '' || text.length > mostText ? '' : `${title.trim()}\n\n${text.trim()}`.trim()}
        />
      </div>
    </Panel>
  )
}

/** Returns the bounty contract and the chain's time; null until they have loaded. It fetches them only if `isWanted`. */
function useBountyContext(isWanted: boolean): BountyContext | null {
  const { data } = useQuery({ ...bountyContractsQuery(browserApi), enabled: isWanted })
  return data === undefined || data.contracts === null ? null : { bounties: address(data.contracts.bounties), now: data.blockTimestamp }
}

'use client'
import type { PTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { memo, useCallback, useId, useMemo, useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { priceFromText } from '#web/features/asks/askTermsOf.ts'
import { BulkPriceRow } from '#web/features/asks/BulkPriceRow.tsx'
import { bpsFromText, editedPrice, type PriceEdit, type RuledPrices } from '#web/features/asks/priceEdit.ts'
import { FleetSigning } from '#web/features/asks/FleetSigning.tsx'
import type { WantedChange } from '@infinitio/sdk'
import type { FleetVerdict } from '#web/features/asks/signEach.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type BulkPriceDialogProps = {
  readonly nodes: readonly ProviderNode[]
  /** Prices per machine that a pricing rule calculated. Without them, the user types one price or one percentage for all machines. */
  readonly ruled?: RuledPrices
  readonly onClose: () => void
}

/** Changes the prices of several listed machines. Shows the old and new prices, and a result for each machine. */
export function BulkPriceDialog(props: BulkPriceDialogProps) {
  const t = useTranslations('provide.bulk')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t(props.ruled === undefined ? 'title' : 'ruleTitle')}
      description={t('text')}
    >
      <WalletBoundary waiting={null}>
        <BulkPriceForm {...props} />
      </WalletBoundary>
    </Dialog>
  )
}

const noRule: RuledPrices = new Map()

function BulkPriceForm({ nodes, ruled = noRule, onClose }: BulkPriceDialogProps) {
  const t = useTranslations('provide.bulk')
  const listed = useMemo(() => nodes.filter((node) => node.ask !== null && (ruled === noRule || ruled.has(node.node))), [nodes, ruled])
  const [edit, setEdit] = useState<PriceEdit>(ruled === noRule ? { kind: 'percent', text: '' } : { kind: 'rule', text: '' })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const prices = useMemo(() => listed.map((node) => ({ node, pricePerGpuSecond: editedPrice(edit, node, ruled) })), [listed, edit, ruled])
  const wanted = useMemo(() => wantedOf(prices, left), [prices, left])
  const choose = useCallback(
    (node: string, chosen: boolean) => setLeft((left) => new Set(chosen ? [...left].filter((one) => one !== node) : [...left, node])),
    [],
  )
  if (listed.length === 0) return <p className="t13 dim">{t('none')}</p>
  return (
    <FleetSigning
      act="price"
      changes={wanted}
      // Clears the field, because the same percentage would otherwise apply again to the new prices.
      onDone={() => setEdit({ ...edit, text: '' })}
      onClose={onClose}
      rows={({ verdicts, isBusy, isDone }) => (
        <>
          {edit.kind !== 'rule' && !isDone && <EditFields edit={edit} onEdit={setEdit} />}
          <ChosenNodes
            count={listed.length - left.size}
            total={listed.length}
            onAll={(all) => setLeft(new Set(all ? [] : listed.map(({ node }) => node)))}
          >
            <PriceRows prices={prices} left={left} disabled={isBusy} verdicts={verdicts} onChoose={choose} />
          </ChosenNodes>
        </>
      )}
    />
  )
}

type EditedPrice = { readonly node: ProviderNode; readonly pricePerGpuSecond: PTokenUnits | null }

function wantedOf(prices: readonly EditedPrice[], left: ReadonlySet<string>): WantedChange[] {
  return prices.flatMap(({ node, pricePerGpuSecond }) =>
    pricePerGpuSecond === null || left.has(node.node) || pricePerGpuSecond.toString() === node.ask?.pricePerGpuSecond
      ? []
      : [{ node, act: 'price', pricePerGpuSecond }],
  )
}

type PriceRowsProps = {
  readonly prices: readonly EditedPrice[]
  readonly left: ReadonlySet<string>
  readonly disabled: boolean
  readonly verdicts: ReadonlyMap<string, FleetVerdict>
  readonly onChoose: (node: string, chosen: boolean) => void
}

/** Memoised, so that each of a thousand signatures does not redraw a thousand rows. */
const PriceRows = memo(function PriceRows({ prices, left, disabled, verdicts, onChoose }: PriceRowsProps) {
  return prices.map(({ node, pricePerGpuSecond }) => (
    <BulkPriceRow
      key={node.node}
      node={node}
      price={pricePerGpuSecond}
      chosen={!left.has(node.node)}
      disabled={disabled}
      verdict={verdicts.get(node.node) ?? null}
      onChoose={onChoose}
    />
  ))
})

type EditFieldsProps = { readonly edit: PriceEdit; readonly onEdit: (edit: PriceEdit) => void }

function EditFields({ edit, onEdit }: EditFieldsProps) {
  const t = useTranslations('provide.bulk')
  const tUnits = useTranslations('units')
  const isPrice = edit.kind === 'price'
  const isWrong = edit.text !== '' && (isPrice ? priceFromText(edit.text) : bpsFromText(edit.text)) === null
  return (
    <>
      <Segmented
        full
        label={t('how')}
        value={isPrice ? 'price' : 'percent'}
        options={[
          { value: 'percent', label: t('byPercent') },
          { value: 'price', label: t('toPrice') },
        ]}
        onChange={(kind) => onEdit({ kind, text: '' })}
      />
      <Field
        label={t(isPrice ? 'price' : 'percent')}
        hint={t(isPrice ? 'priceHint' : 'percentHint')}
        error={isWrong ? t(isPrice ? 'wrongPrice' : 'wrongPercent') : undefined}
      >
        {(names) => (
          <TextInput
            {...names}
            // A percentage needs a minus sign, and the number keypad of some phones has none.
            inputMode={isPrice ? 'decimal' : 'text'}
            value={edit.text}
            suffix={isPrice ? tUnits('ptPerHour') : '%'}
            onChange={(event) => onEdit({ kind: isPrice ? 'price' : 'percent', text: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

type ChosenNodesProps = {
  readonly count: number
  readonly total: number
  readonly onAll: (all: boolean) => void
  readonly children: React.ReactNode
}

function ChosenNodes({ count, total, onAll, children }: ChosenNodesProps) {
  const t = useTranslations('provide.bulk')
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <header className="row between t13">
        <span id={id}>{t('chosen', { count, total })}</span>
        <button type="button" className="link" onClick={() => onAll(count < total)}>
          {t(count < total ? 'all' : 'clear')}
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
      <ul className="bulk" tabIndex={0} aria-labelledby={id}>
        {children}
      </ul>
    </section>
  )
}

'use client'
import type { EmissionAccountWire } from '@infinitio/domain/wire'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactPtText, shareText, wadText } from '#web/parts/govern/tokenText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

const wad = 10n ** 18n

type Counted = EmissionAccountWire['nodes'][number]

/**
 * The factors of a machine's payment that the page shows as bars. Each is a number between 0 and 1. The factor for GPU-hours (B) is not among them, because it
 * has no upper limit.
 */
const factors = [
  ['quality', 'Q'],
  ['contribution', 'C'],
  ['history', 'H'],
  ['stability', 'S'],
  ['diversity', 'D'],
  ['demand', 'M'],
  ['environment', 'E'],
  ['computeShare', 's'],
] as const

/**
 * Shows how the payment for one of the reader's machines was calculated in the last epoch (an hour): each factor with a bar, the result, and the change that
 * would have increased it most.
 */
export function NodeFactors({ nodes }: { readonly nodes: readonly Counted[] }) {
  const t = useTranslations('govern.emission')
  const nameOf = useNodeName()
  const [chosen, setChosen] = useState(0)
  const node = nodes[chosen] ?? nodes[0]
  if (node === undefined) return null
  return (
    <>
      {nodes.length > 1 && (
        <div className="panel-body">
          <Field label={t('whichNode')}>
            {(names) => (
              <SelectInput {...names} value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
                {nodes.map((one, place) => (
                  <option key={one.id} value={place}>
                    {nameOf(one)}
                  </option>
                ))}
              </SelectInput>
            )}
          </Field>
        </div>
      )}
      <section className="scroll" aria-label={t('mine')}>
        <table className="table">
          <TableHead
            columns={[
              { name: nodes.length > 1 ? t('factor') : nameOf(node) },
              { name: t('bar'), className: 'hide-s', forEars: true },
              { name: t('value'), className: 'n' },
            ]}
          />
          <tbody>
            <Factor sign="B" name={t('factors.referenceGpuHours')} value={node.referenceGpuHours} hasBar={false} />
            {factors.map(([key, sign]) => (
              <Factor key={key} sign={sign} name={t(`factors.${key}`, { share: shareText(node.provenEnergy, wad) })} value={node[key]} hasBar />
            ))}
          </tbody>
        </table>
      </section>
      <div className="panel-body">
        <MoneyLines
          lines={[
            { name: `T, ${t('factors.emission')}`, amount: pt(node.emission), tone: 'small' },
            { name: t('factors.rebate'), amount: pt(node.rebate) },
            { name: t('factors.programmeShares'), amount: pt(node.programmeShares) },
            { name: t('beforeCap'), amount: pt(`${BigInt(node.rebate) + BigInt(node.programmeShares)}`), tone: 'total' },
          ]}
        />
      </div>
      <LeverText lever={node.lever} />
    </>
  )
}

function Factor({ sign, name, value, hasBar }: { readonly sign: string; readonly name: string; readonly value: string; readonly hasBar: boolean }) {
  return (
    <tr>
      <td>
        <span className="row g2">
          <span className="mono go">{sign}</span> {name}
        </span>
      </td>
      <td className="hide-s gbar">
        {hasBar && (
          <div className="meter" aria-hidden>
            <i style={{ width: `${Number((BigInt(value) * 100n) / 10n ** 18n)}%` }} />
          </div>
        )}
      </td>
      <td className="n mono">{wadText(value)}</td>
    </tr>
  )
}

const pt = (units: string) => `${exactAmountText(BigInt(units))} PT`

/** Returns a function that writes the short id of a machine, its class and its region: "0x12…ab H100 SXM 80 GB, Western Europe". */
function useNodeName(): (node: Counted) => string {
  const wordsOf = useRegionName()
  return ({ id, className, regionName }) => {
    const what = listText([className, regionName === null ? null : wordsOf(regionName)].filter((text) => text !== null))
    return `${shortHex(id)}${what === '' ? '' : ` ${what}`}`
  }
}

type Lever = EmissionAccountWire['nodes'][number]['lever']

/** Shows the one change that would have increased the machine's pay most. */
function LeverText({ lever }: { readonly lever: Lever }) {
  const t = useTranslations('govern.emission.lever')
  if (lever === null) return <p className="panel-foot">{t('none')}</p>
  const { name, from, to } = lever
  const [earned, could] = [BigInt(lever.earned), BigInt(lever.couldEarn)]
  const values = { from: wadText(from), to: wadText(to), earned: exactPtText(earned), could: exactPtText(could) }
  return (
    <p className="panel-foot">
      <b>{t('title')}</b> {t(name, values)} {name !== 'leases' && earned > 0n && t('more', { share: shareText(could - earned, earned) })}
    </p>
  )
}

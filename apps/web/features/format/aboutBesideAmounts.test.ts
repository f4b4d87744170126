import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const features = join(import.meta.dirname, '..')

/** Where an amount stands without the aid, and why. */
const without: Readonly<Record<string, string>> = {
  'auto-extend/AutoExtendCard.tsx': 'what a standing order may use',
  'booking/HoldBar.tsx': 'a sentence',
  'booking/InsteadOfLease.tsx': 'a button',
  'booking/OtherNode.tsx': 'a button',
  'booking/SignWords.tsx': 'what is signed',
  'booking/YourLease.tsx': 'a sentence',
  'disk/MachineChoice.tsx': 'a choice among machines, whose bill below has it',
  'govern/EffectRow.tsx': 'what a vote does, with what there is before and after',
  'govern/ExamplePanel.tsx': 'a sentence',
  'home/HomeSearch.tsx': 'a field',
  'lease/CancelDialog.tsx': 'what is signed',
  'lease/CancelTerms.tsx': 'a sentence',
  'lease/GiveAwayDialog.tsx': 'what is signed',
  'lease/LeaseNotice.tsx': 'a sentence',
  'lease/MachineNotice.tsx': 'a sentence',
  'listing/BookingPanel.tsx': 'a field',
  'map/ListingMap.tsx': 'a mark on the map',
  'map/PinList.tsx': 'a line of a list, whose page has it',
  'order-ticket/PlaceNote.tsx': 'a sentence',
  'orders/OrderLists.tsx': 'a sentence',
  'palette/CommandPalette.tsx': 'a line of the palette',
  'pricing/ClassRule.tsx': 'what is signed',
  'provide/BulkListDialog.tsx': 'what is signed',
  'provide/BulkPriceRow.tsx': 'what is signed',
  'provide/EarningsBars.tsx': 'a mark of a chart, whose table below has it',
  'provide/EarningsPanel.tsx': 'a sentence, whose table below has it',
  'provide/PriceDialog.tsx': 'what is signed',
  'search/CardValue.tsx': 'a sentence',
  'search/Filters.tsx': 'a field',
  'session-keys/KeyLines.tsx': 'what is signed',
  'session-keys/SessionKeyItem.tsx': 'what a contract enforces',
  'session-keys/TakeBackDialog.tsx': 'what is signed',
  'session/AccountChip.tsx': 'a button',
  'wallet/AllOf.tsx': 'a button',
  'wallet/BackingPanel.tsx': 'sums of the whole contract',
  'wallet/ConvertForm.tsx': 'what is signed',
  'wallet/MoveForm.tsx': 'what is signed',
}

test('each component that prints an amount has the reader’s currency beside it, or is named here with a reason', () => {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  const bare = files.filter((file) => {
    const text = readFileSync(join(features, file), 'utf8')
    return text.includes('amountText(') && !/<About units|<Amount units/.test(text)
  })
  expect(bare.sort()).toEqual(Object.keys(without))
})

test('the aid is in no receipt, nor in what a wallet signs', () => {
  const papers = ['lease/ReceiptTab.tsx', 'booking/SignWords.tsx', 'wallet/MoneyLines.tsx', 'lease/GiveAwayDialog.tsx', 'lease/CancelDialog.tsx']
  expect(papers.filter((file) => /About|<Amount/.test(readFileSync(join(features, file), 'utf8')))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '../..')

/** The files that show an amount in PToken without its value in another currency, each with the reason. */
const without: Readonly<Record<string, string>> = {
  'features/asks/BulkListDialog.tsx': 'what is signed',
  'features/asks/BulkPriceRow.tsx': 'what is signed',
  'features/asks/FleetEffect.tsx': 'what is signed',
  'features/asks/FloorCallout.tsx': 'a sentence',
  'features/asks/PriceChangeLines.tsx': 'what is signed',
  'features/asks/PriceCurveChart.tsx': 'a chart',
  'features/asks/PriceCurvePanel.tsx': 'a sentence',
  'features/asks/PriceDialog.tsx': 'what is signed',
  'features/asks/PriceWarningCallout.tsx': 'a sentence',
  'features/asks/PrivateAsks.tsx': 'a sentence',
  'features/auto-extend/AutoExtendCard.tsx': 'what a standing order may use',
  'features/booking/HoldBar.tsx': 'a sentence',
  'features/booking/RentCheckout.tsx': 'a sentence',
  'features/booking/SignSummary.tsx': 'what is signed',
  'features/booking/YourLease.tsx': 'a sentence',
  'features/cluster/ClusterSentences.tsx': 'what is signed',
  'features/disk/MachineChoice.tsx': 'a choice among machines, whose bill below has it',
  'features/earn/CardTable.tsx': 'a line of a list, whose chosen card above has it',
  'features/earn/LastWeek.tsx': 'a sentence, whose table below has it',
  'features/faults/SlashNotice.tsx': 'a sentence',
  'features/govern/carbon/CarbonRules.tsx': 'a sentence',
  'features/govern/proposals/ActFields.tsx': 'a sentence',
  'features/govern/proposals/EffectRow.tsx': 'what a vote does, with what there is before and after',
  'features/govern/proposals/ExamplePanel.tsx': 'a sentence',
  'features/govern/stake/StakeForm.tsx': 'amounts of G',
  'features/home/HappeningNow.tsx': 'a line of a list, whose page has it',
  'features/home/HomeSearch.tsx': 'a field',
  'features/lease/CancelDialog.tsx': 'what is signed',
  'features/lease/CancelTerms.tsx': 'a sentence',
  'features/lease/GiveAwayDialog.tsx': 'what is signed',
  'features/listing/BookingPanel.tsx': 'a field',
  'features/listing/ClassMedian.tsx': 'a sentence',
  'features/map/ListingMap.tsx': 'a mark on the map',
  'features/map/PinList.tsx': 'a line of a list, whose page has it',
  'features/order-ticket/BidLines.tsx': 'PriceLines below it has it',
  'features/order-ticket/QueuePositionNote.tsx': 'a sentence',
  'features/orders/OrderLists.tsx': 'a sentence',
  'features/pairing/BondStep.tsx': 'what is signed',
  'features/pairing/OfferFacts.tsx': 'what the machine asks for',
  'features/pairing/PermissionStep.tsx': 'what is signed',
  'features/pairing/RegisterStep.tsx': 'what is signed',
  'features/palette/CommandPalette.tsx': 'a line of the palette',
  'features/playground/Composer.tsx': 'a sentence',
  'features/playground/MessageList.tsx': 'a sentence',
  'features/pricing/ClassRule.tsx': 'what is signed',
  'features/provide-tasks/HeldPanel.tsx': 'the stake of one task, whose sum StakePanel has',
  'features/provide-tasks/StakePanel.tsx': 'what is signed',
  'features/provide-tasks/WhyPanel.tsx': 'a sentence',
  'features/provide/DemandSteps.tsx': 'a sentence, whose table below has it',
  'features/provide/EarningsPanel.tsx': 'a sentence and the marks of a chart, whose table below has it',
  'features/provide/ProvideView.tsx': 'a sentence',
  'features/search/CardValue.tsx': 'a sentence',
  'features/search/filters/Filters.tsx': 'a field',
  'features/session-keys/KeyLines.tsx': 'what is signed',
  'features/session-keys/RevokeDialog.tsx': 'what is signed',
  'features/session-keys/SessionKeyItem.tsx': 'what a contract enforces',
  'features/session/AccountChip.tsx': 'a button',
  'features/usage/FundPanel.tsx': 'what is signed',
  'features/usage/PotPanel.tsx': 'what is signed',
  'features/usage/RouterPanel.tsx': 'what is signed',
  'features/wallet/ConvertForm.tsx': 'what is signed',
  'features/wallet/MoveForm.tsx': 'what is signed',
  'features/wallet/WithdrawDialog.tsx': 'what is signed',
  'parts/bond/BondAmountForm.tsx': 'what is signed',
  'parts/bond/BondWithdrawal.tsx': 'what is signed',
  'parts/bond/PoorWallet.tsx': 'a sentence',
  'parts/market/Sparkline.tsx': 'a name for screen readers',
  'parts/other-machine/InsteadOfLease.tsx': 'a button',
  'parts/other-machine/MachineNotice.tsx': 'a sentence',
  'parts/other-machine/OtherNode.tsx': 'a button',
  'parts/wallet/AmountField.tsx': 'a button',
  'parts/wallet/BackingPanel.tsx': 'sums of the whole contract',
}

test('shows the reader’s currency beside each amount, except in the listed files', () => {
  const files = ['features', 'parts'].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => `${folder}/${file}`),
  )
  const bare = files.filter((file) => {
    const text = readFileSync(join(web, file), 'utf8')
    return (
      /(?:amount|balance|most|wholePrice)Text\(|hourPriceOf\(|textTogether\(|changeTexts\(/.test(text) &&
      !/<About units|<(?:Amount|Balance) units/.test(text)
    )
  })
  expect(bare.sort()).toEqual(Object.keys(without))
})

test('shows no other currency in anything that a wallet signs', () => {
  const papers = [
    'features/booking/SignSummary.tsx',
    'parts/transaction/MoneyLines.tsx',
    'features/lease/GiveAwayDialog.tsx',
    'features/lease/CancelDialog.tsx',
  ]
  expect(papers.filter((file) => /About|<(?:Amount|Balance)/.test(readFileSync(join(web, file), 'utf8')))).toEqual([])
})

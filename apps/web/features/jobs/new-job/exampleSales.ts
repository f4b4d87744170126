const regions = ['north', 'south', 'east', 'west', 'centre'] as const
const products = 400
const mostCents = 50_000
/** Constants of a Lehmer random number generator (modulus 2³¹ − 1). With them, every browser creates the same rows. */
const [multiplier, modulus] = [48_271, 2_147_483_647] as const

/** Creates a Parquet file with invented sales: region, product and price in cents. The same number of rows always gives the same bytes. */
export async function makeExampleSales(rows: number): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  let seed = 36
  const next = (below: number) => {
    seed = (seed * multiplier) % modulus
    return seed % below
  }
  const region: string[] = []
  const product: string[] = []
  const cents = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    region.push(regions[next(regions.length)] ?? 'north')
    product.push(`product ${next(products)}`)
    cents[row] = 1 + next(mostCents)
  }
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'region', data: region, type: 'STRING' },
      { name: 'product', data: product, type: 'STRING' },
      { name: 'cents', data: cents, type: 'INT32' },
    ],
  })
  return new Uint8Array(buffer)
}

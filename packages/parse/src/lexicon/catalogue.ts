/** A class of GPU as the market's catalogue has it. */
export type CatalogueClass = { readonly classId: number; readonly name: string; readonly vramGib: number }

/** The classes and regions that this market has, as `GET /classes` answers them. */
export type Catalogue = {
  readonly classes: readonly CatalogueClass[]
  readonly regions: readonly { readonly regionId: number; readonly name: string }[]
}

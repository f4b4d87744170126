/** The names and ranges of the parameters (the space) of the example `netModule`. */
export const netSpace = `rate: log 0.0001 to 1
decay: log 0.000001 to 0.1
hidden: integer 2 to 16
activation: choice softsign, relu
`

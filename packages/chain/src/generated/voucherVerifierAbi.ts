// Generated from contracts/src/VoucherVerifier.sol by contracts/scripts/generate.ts. Do not edit.
export const voucherVerifierAbi = [
  {"inputs":[{"components":[{"internalType":"uint256[2]","name":"alpha","type":"uint256[2]"},{"internalType":"uint256[4]","name":"beta","type":"uint256[4]"},{"internalType":"uint256[4]","name":"gamma","type":"uint256[4]"},{"internalType":"uint256[4]","name":"delta","type":"uint256[4]"},{"internalType":"uint256[8]","name":"inputs","type":"uint256[8]"}],"internalType":"struct VerifyingKey","name":"key","type":"tuple"}],"stateMutability":"nonpayable","type":"constructor"},
  {"inputs":[{"internalType":"uint256","name":"precompile","type":"uint256"}],"name":"VoucherVerifier_CurveFailed","type":"error"},
  {"inputs":[{"internalType":"uint256","name":"index","type":"uint256"},{"internalType":"uint256","name":"value","type":"uint256"}],"name":"VoucherVerifier_InputInvalid","type":"error"},
  {"inputs":[{"internalType":"uint256","name":"y","type":"uint256"}],"name":"VoucherVerifier_PointInvalid","type":"error"},
  {"inputs":[],"name":"keyHash","outputs":[{"internalType":"bytes32","name":"","type":"bytes32"}],"stateMutability":"view","type":"function"},
  {"inputs":[{"internalType":"uint256","name":"point","type":"uint256"},{"internalType":"uint256","name":"value","type":"uint256"},{"components":[{"internalType":"uint256","name":"rowsHash","type":"uint256"},{"internalType":"uint256[2]","name":"a","type":"uint256[2]"},{"internalType":"uint256[4]","name":"b","type":"uint256[4]"},{"internalType":"uint256[2]","name":"c","type":"uint256[2]"}],"internalType":"struct RowsProof","name":"proof","type":"tuple"}],"name":"verify","outputs":[{"internalType":"bool","name":"","type":"bool"}],"stateMutability":"view","type":"function"},
] as const

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IGToken} from "./interfaces/IGToken.sol";
import {Allocation} from "./types/GovernanceTypes.sol";

/// @title GToken
/// @notice All tokens are minted once at genesis, except the interest, which has a yearly limit. No owner and no
/// upgrades.
contract GToken is IGToken, ERC20Permit {
    uint256 public constant GENESIS_SUPPLY = 100_000_000e18;
    uint256 public constant MAX_INTEREST_PER_YEAR = 3_000_000e18;
    uint256 public constant YEAR_SECONDS = 365 days;

    /// @notice The only contract that may mint interest.
    address public immutable STAKING;
    uint256 public immutable GENESIS_AT;

    /// @inheritdoc IGToken
    mapping(uint256 year => uint256 minted) public override mintedInYear;

    constructor(Allocation[] memory genesis, address staking) ERC20("Infinitio G", "G") ERC20Permit("Infinitio G") {
        STAKING = staking;
        GENESIS_AT = block.timestamp;
        for (uint256 i = 0; i < genesis.length; ++i) {
            _mint(genesis[i].to, genesis[i].amount);
            emit GenesisMinted(genesis[i].to, genesis[i].amount);
        }
        if (totalSupply() != GENESIS_SUPPLY) revert GToken_GenesisNotWhole(totalSupply(), GENESIS_SUPPLY);
    }

    /// @inheritdoc IGToken
    function mintInterest(uint256 amount) external override returns (uint256 minted) {
        if (msg.sender != STAKING) revert GToken_CallerNotStaking(msg.sender, STAKING);
        uint256 year_ = year();
        uint256 before = mintedInYear[year_];
        minted = Math.min(amount, MAX_INTEREST_PER_YEAR - before);
        mintedInYear[year_] = before + minted;
        emit InterestMinted(year_, minted, before + minted);
        _mint(STAKING, minted);
    }

    /// @inheritdoc IGToken
    function year() public view override returns (uint256) {
        return (block.timestamp - GENESIS_AT) / YEAR_SECONDS;
    }
}

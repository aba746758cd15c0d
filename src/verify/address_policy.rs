//! Which addresses of the network may be connected to.
//!
//! A page we fetch may redirect us, and a name may resolve, to a machine inside the operator's own network. Only addresses of the
//! public internet are connected to: everything in the IANA special-purpose registries (RFC 6890 and its updates) is refused.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What may be connected to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AddressPolicy {
    /// The public internet only.
    #[default]
    Public,
    /// The public internet and these addresses.
    Also(Vec<IpAddr>),
    /// Anything: for trying it out at home.
    Anything,
}

impl AddressPolicy {
    /// May `address` be connected to?
    pub fn allows(&self, address: IpAddr) -> bool {
        match self {
            Self::Anything => true,
            Self::Also(these) if these.contains(&address.to_canonical()) => true,
            Self::Also(_) | Self::Public => is_public(address),
        }
    }

    /// Ports other than those of the web lead to other services, and are for trying things out.
    pub fn allows_port(&self, port: u16) -> bool {
        *self != Self::Public || matches!(port, 80 | 443)
    }
}

fn is_public(address: IpAddr) -> bool {
    // An IPv4 address in IPv6 clothes (::ffff:127.0.0.1) is the IPv4 address.
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA IPv4 Special-Purpose Address Registry, multicast (RFC 5771) and the reserved top (RFC 1112).
const NOT_PUBLIC_V4: [([u8; 4], u32); 16] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // carrier-grade NAT
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, and where clouds keep their keys
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, and broadcast
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !NOT_PUBLIC_V4.iter().any(|(network, length)| {
        let mask = u32::MAX << (32 - length);
        bits & mask == Ipv4Addr::from(*network).to_bits()
    })
}

/// Within `2000::/3`, the only space given out, what is not the public internet (IANA IPv6 Special-Purpose Address Registry).
const NOT_PUBLIC_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, Teredo
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4, which carries any IPv4 address
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

/// The IPv4 internet as seen from an IPv6-only network (RFC 6052).
const NAT64: Ipv6Addr = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0);

fn is_public_v6(address: Ipv6Addr) -> bool {
    if is_in(address, NAT64, 96) {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    let given_out = is_in(address, Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
    given_out && !NOT_PUBLIC_V6.iter().any(|(network, length)| is_in(address, *network, *length))
}

fn is_in(address: Ipv6Addr, network: Ipv6Addr, length: u32) -> bool {
    let mask = u128::MAX << (128 - length);
    address.to_bits() & mask == network.to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        AddressPolicy::Public.allows(text.parse().unwrap())
    }

    #[test]
    fn addresses_of_the_public_internet_are_allowed() {
        for text in
            ["1.1.1.1", "81.2.3.4", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255", "2a00:1450::1", "2606:4700::1"]
        {
            assert!(public(text), "{text}");
        }
        assert!(public("::ffff:81.2.3.4") && public("64:ff9b::5102:304"));
    }

    #[test]
    fn nothing_inside_a_network_or_a_machine_is() {
        for text in [
            "127.0.0.1",
            "127.255.255.254",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "198.19.0.1",
            "192.0.2.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "3fff::1",
        ] {
            assert!(!public(text), "{text}");
        }
    }

    #[test]
    fn an_operator_may_allow_one_address_or_any() {
        let also = AddressPolicy::Also(vec!["127.0.0.1".parse().unwrap()]);
        assert!(also.allows("127.0.0.1".parse().unwrap()) && also.allows("::ffff:127.0.0.1".parse().unwrap()));
        assert!(!also.allows("127.0.0.2".parse().unwrap()) && !also.allows("10.0.0.1".parse().unwrap()));
        assert!(AddressPolicy::Anything.allows("10.0.0.1".parse().unwrap()));
        assert!(!AddressPolicy::Public.allows_port(8080) && AddressPolicy::Public.allows_port(443) && also.allows_port(8080));
    }
}

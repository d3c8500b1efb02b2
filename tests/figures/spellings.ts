/** Reads spellings written side by side. */
const apart = (...lines: string[]): string[] => lines.flatMap((line) => line.split(" | "));

/** Spellings met in files and reports of this field (ACLED, UCDP GED, GTD, HDX, CRSS, PICSS, GADM, Urdu press), by the unit they mean. */
export const KNOWN: Record<string, string[]> = {
  "PK-KP": apart(
    "PK-KP | pk-kp | PK5 | KP | K-P | K.P. | kpk | KPK Province | Khyber Pakhtunkhwa | KHYBER PAKHTUNKHWA | Khyber-Pakhtunkhwa",
    "Khyber\u00a0Pakhtunkhwa | Khyber Pukhtunkhwa | Khyber Pakhtoonkhwa | Khyber Pakhtunkwa | Khyber Pakthunkhwa | Khyber Paktunkhwa | Pakhtunkhwa",
    "Khyber Pakhtunkhwa (KPK) | Khyber Pakhtunkhwa province | North-West Frontier Province | North West Frontier | NWFP | N.W.F.P. | N.W.F.P",
    "NWFP (Khyber Pakhtunkhwa) | KP (including former FATA) | Khyber Pakhtunkhwa including FATA | KP incl. FATA",
    "KP (including the merged districts) | خیبر پختونخوا | خيبر پختونخواہ | کے پی کے",
  ),
  "PK-BA": apart(
    "PK-BA | PK2 | Balochistan | BALOCHISTAN  | Baluchistan | Balochistan province | Baluchistan Province | Beluchistan | Balouchistan",
    "Baloshistan | Balochistān | BLN | Province of Balochistan | Blochistan | بلوچستان | صوبہ بلوچستان",
  ),
  "PK-SD": apart("PK-SD | PK7 | Sindh | sindh | Sind | Sindh province | Sindh Province. | Province of Sindh | Scinde | سندھ | سنده | صوبہ سندھ"),
  "PK-PB": apart("PK-PB | PK6 | Punjab | Panjab | PUNJAB | Punjab Province | Punjab province | The Punjab | Punjab (Pakistan) | Pendjab | پنجاب | صوبہ پنجاب"),
  "PK-IS": apart(
    "PK-IS | PK4 | Islamabad | Islamabad Capital Territory | Islamabad Capital Territory (ICT) | Islamabad capital territory | ICT | I.C.T. | Isb",
    "Isb. | Federal Capital Territory | F.C.T. | Federal Capital | Islamabad (ICT) | Islamābād | İslamabad | اسلام آباد | وفاقی دارالحکومت",
  ),
  "PK-GB": apart(
    "PK-GB | PK-NA | PK.NA | PK3 | Gilgit-Baltistan | Gilgit Baltistan | Gilgit–Baltistan | GB | G-B | G.B. | Northern Areas | Northern areas",
    "FANA | Federally Administered Northern Areas | Gilgit/Baltistan | Gilgit-Baltistan region | گلگت بلتستان | شمالی علاقہ جات",
  ),
  "PK-JK": apart(
    "PK-JK | PK1 | AJK | AJ&K | AJ & K | A.J.K. | AJ and K | Azad Kashmir | Azad Jammu and Kashmir | Azad Jammu & Kashmir | Azad Jammu Kashmir",
    "Azad Jammu and Kashmir (AJK) | Azad Kashmir (AJK) | Azad J&K | آزاد کشمیر | آزاد جموں و کشمیر",
  ),
  "PK-TA": apart(
    "PK-TA | PK.TA | FATA | F.A.T.A. | Federally Administered Tribal Areas | Federally Administered Tribal Areas (FATA)",
    "Federally Administered Tribal Ar | Former FATA | former-FATA | erstwhile FATA | Erstwhile FATA districts | ex-FATA | Ex FATA | FATA (former)",
    "NMDs | NMD | Newly Merged Districts | Newly Merged Districts (NMDs) | merged districts | Merged Districts of KP | tribal districts",
    "tribal districts of KP | KP tribal districts | KP's tribal districts | KPTD | KPTDs | Tribal areas | Tribal Agencies | tribal region",
    "Khyber Pakhtunkhwa tribal districts | فاٹا | سابق فاٹا | قبائلی اضلاع | قبائلی علاقہ جات",
  ),
  "PK-NW": apart(
    "PK-NW | PK.NW | mainland KP | Mainland Khyber Pakhtunkhwa | KP (mainland) | KP excluding FATA | KP (excluding former FATA) | KP without FATA",
    "KP without ex-FATA | Khyber Pakhtunkhwa (without the former FATA) | settled districts | Settled Districts of KP",
    "settled areas of Khyber Pakhtunkhwa",
  ),
  PK: apart(
    "PK | Pakistan | PAKISTAN | PAK | Islamic Republic of Pakistan | Total | TOTAL | Total: | Totals | Grand Total | Grand-total | Sub total",
    "Subtotal | Sum | All | All provinces | All Pakistan | All regions | National | Nationwide | Nation-wide | Countrywide | Overall",
    "Country total | پاکستان | کل | کُل | مجموعی",
  ),
};

/** Names that must stay unknown: a wrong province is worse than a row sent back. */
export const UNKNOWN: string[] = [
  "",
  " ",
  ...apart(
    "Kashmir | Jammu and Kashmir | Jammu & Kashmir | J&K | IIOJK | Pakistan-administered Kashmir | Indian-administered Kashmir | PoK | Ladakh",
    "KP/FATA | FATA/KP | KP & FATA | KP and Balochistan | KP/Balochistan | AJK/GB | PATA | Northern | North | Frontier | Federal | Capital",
    "Province | Other | Others | Unknown | N/A | - | ? | 0 | null | Karachi | Quetta | Peshawar | Lahore | Swat | Khyber | North Waziristan",
    "Waziristan | Gilgit | Mirpur | Dera Ismail Khan | South Punjab | Hazara | Sindh total | Total Punjab | Rest of Pakistan | Other provinces",
    "Indian Punjab | East Punjab | Sistan and Baluchestan | Afghanistan | India | Khorasan | PK8 | PK02 | PK-XX | JK | IS | TA | KPT | Balochi",
    "Sindhi | Punjabi | Pakistani | __proto__ | constructor",
  ),
];

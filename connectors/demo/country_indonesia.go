package main

import "fmt"

const (
	jakarta  = "Asia/Jakarta"
	makassar = "Asia/Makassar"
	jayapura = "Asia/Jayapura"
)

var indonesia = country{
	code: "ID", language: "id", currency: "IDR", pattern: "fst", low: 750_000_00, step: 500_00, octaves: 7,
	stems: []string{
		"Samudra", "Cahaya", "Sinar", "Mitra", "Karya", "Bumi", "Tirta", "Surya", "Mega", "Citra", "Rukun", "Tunas", "Gemilang",
		"Harapan", "Anugerah", "Lestari", "Mutiara", "Kencana", "Puspa", "Wahana", "Bintang", "Pelangi", "Rimba", "Nirmala", "Utama", "Sentosa", "Arjuna", "Melati", "Cendana", "Dharma",
	},
	trades: []string{
		"Boga", "Pangan Jaya", "Bahari", "Rasa Nusantara", "Kopi Abadi", "Rempah", "Tani Makmur", "Sejahtera", "Niaga", "Segar", "Pasifik", "Dapur Kita",
		"Roti Sari", "Teh Gunung", "Laut Biru", "Agung Permai", "Berkah Bersama", "Kuliner", "Hotel Asri", "Katering",
	},
	forms: []string{"PT", "PT", "PT", "CV", "CV", "UD", "Toko"},
	first: []string{
		"Dewi", "Budi", "Siti", "Agus", "Putri", "Rizky", "Wayan", "Made", "Ayu", "Joko", "Rina", "Hendra", "Ratna", "Bayu", "Indah", "Yudi",
		"Lestari", "Fajar", "Maya", "Teguh", "Nur", "Eko", "Sri", "Galih", "Citra", "Dimas", "Wulan",
	},
	last: []string{
		"Santoso", "Wijaya", "Prasetyo", "Nugroho", "Kusuma", "Siregar", "Hutapea", "Suryadi", "Halim", "Pratama", "Rahmawati", "Setiawan", "Maharani",
		"Saputra", "Anggraini", "Lubis", "Simatupang", "Gunawan", "Permata", "Hidayat", "Utomo", "Wibowo",
	},
	places: []place{
		{"10110", "Jakarta Pusat", "DKI Jakarta", jakarta},
		{"12190", "Jakarta Selatan", "DKI Jakarta", jakarta},
		{"40111", "Bandung", "Jawa Barat", jakarta},
		{"60271", "Surabaya", "Jawa Timur", jakarta},
		{"55271", "Yogyakarta", "DI Yogyakarta", jakarta},
		{"50134", "Semarang", "Jawa Tengah", jakarta},
		{"80234", "Denpasar", "Bali", makassar},
		{"20112", "Medan", "Sumatera Utara", jakarta},
		{"90111", "Makassar", "Sulawesi Selatan", makassar},
		{"30126", "Palembang", "Sumatera Selatan", jakarta},
		{"65111", "Malang", "Jawa Timur", jakarta},
		{"57111", "Surakarta", "Jawa Tengah", jakarta},
		{"16121", "Bogor", "Jawa Barat", jakarta},
		{"17141", "Bekasi", "Jawa Barat", jakarta},
		{"15111", "Tangerang", "Banten", jakarta},
		{"95111", "Manado", "Sulawesi Utara", makassar},
		{"76111", "Balikpapan", "Kalimantan Timur", makassar},
		{"70111", "Banjarmasin", "Kalimantan Selatan", makassar},
		{"99111", "Jayapura", "Papua", jayapura},
	},
	streets: []string{"Jl. Merdeka No.", "Jl. Sudirman No.", "Jl. Diponegoro No.", "Jl. Melati No.", "Jl. Pahlawan No.", "Jl. Kenanga No.", "Jl. Raya Pasar No.", "Jl. Gajah Mada No.", "Jl. Pelabuhan No."},

	mailboxes: []string{"keuangan", "admin", "pembayaran"},
	roles:     []string{"Keuangan", "Pemilik", "Pembelian"},
	owners:    []string{"Dewi Santoso", "Bayu Pratama"},
	goods:     []string{"Ikan dan hasil laut", "Sayur dan buah", "Makanan beku", "Beras dan bahan kering", "Kopi dan teh", "Kemasan", "Bumbu dan rempah", "Ongkos kirim"},
	complaints: []string{
		"Barang rusak saat diterima", "Jumlah tidak sesuai pesanan", "Harga tidak sesuai kesepakatan", "Barang belum kami terima", "Sudah kami kembalikan",
	},
	// No subscriber number in Jakarta begins with 0.
	phone: func(d *dice) string { return fmt.Sprintf("+62 21 0555 %04d", d.below(10000)) },
}

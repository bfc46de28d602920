// Package contract holds a connector to the API description (OpenAPI 3) of its vendor: that everything it sends exists there,
// and everything it reads. For tests alone.
package contract
